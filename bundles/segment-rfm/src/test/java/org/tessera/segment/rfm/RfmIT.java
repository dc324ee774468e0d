// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.rfm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.strategy.Strategy;
import org.tessera.itest.BundleContract;
import org.tessera.itest.FrameworkExtension;

/** As a bundle, with its configuration. */
class RfmIT extends RfmContractTest implements BundleContract {
    @RegisterExtension
    static final FrameworkExtension FRAMEWORK = FrameworkExtension.with(
                    "org.tessera.numerics", "org.tessera.segment.rfm")
            .configure("org.tessera.segment.rfm", new LinkedHashMap<>(NAMES));

    @Override
    public FrameworkExtension framework() {
        return FRAMEWORK;
    }

    @Override
    protected Clusterer clusterer() {
        return FRAMEWORK.underTest(Clusterer.class);
    }

    @Test
    void isAServiceWithItsNameAndConfiguration(Clusterer clusterer, BundleContext context) {
        ServiceReference<Clusterer> reference = context.getServiceReference(Clusterer.class);
        assertThat(reference.getProperty(Strategy.NAME)).isEqualTo("rfm");
        assertThat(clusterer.settings()).containsEntry("frequency", "visits").containsEntry("scores", 5);
        assertThat(clusterer.traits(Map.of())).containsExactly("recency", "visits", "spend");
    }
}
