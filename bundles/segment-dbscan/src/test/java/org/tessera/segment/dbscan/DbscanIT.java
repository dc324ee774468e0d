// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.dbscan;

import static org.assertj.core.api.Assertions.assertThat;

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
class DbscanIT extends DbscanContractTest implements BundleContract {
    @RegisterExtension
    static final FrameworkExtension FRAMEWORK = FrameworkExtension.with(
                    "org.tessera.numerics", "org.tessera.segment.dbscan")
            .configure("org.tessera.segment.dbscan", Map.of("minpts", "12", "missing", "mean"));

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
        assertThat(reference.getProperty(Strategy.NAME)).isEqualTo("dbscan");
        assertThat(clusterer.settings()).containsEntry("minpts", 12).containsEntry("missing", "mean");
        assertThat(clusterer.settings()).containsEntry("eps", 0.0);
    }
}
