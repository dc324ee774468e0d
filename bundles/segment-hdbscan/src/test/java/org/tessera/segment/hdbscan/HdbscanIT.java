// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

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
class HdbscanIT extends HdbscanContractTest implements BundleContract {
    @RegisterExtension
    static final FrameworkExtension FRAMEWORK = FrameworkExtension.with(
                    "org.tessera.numerics", "org.tessera.segment.hdbscan")
            .configure(
                    "org.tessera.segment.hdbscan",
                    Map.of("minsamples", "4", "scaling", "robust", "epsilon", "0.001", "single", "false"));

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
        assertThat(reference.getProperty(Strategy.NAME)).isEqualTo("hdbscan");
        assertThat(clusterer.settings())
                .containsEntry("minsamples", 4)
                .containsEntry("scaling", "robust")
                .containsEntry("epsilon", 0.001)
                .containsEntry("method", "eom");
    }
}
