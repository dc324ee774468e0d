// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

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
class HierarchicalIT extends HierarchicalContractTest implements BundleContract {
    @RegisterExtension
    static final FrameworkExtension FRAMEWORK = FrameworkExtension.with(
                    "org.tessera.numerics", "org.tessera.segment.hierarchical")
            .configure("org.tessera.segment.hierarchical", Map.of("kmax", "12", "scaling", "robust"));

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
        assertThat(reference.getProperty(Strategy.NAME)).isEqualTo("hierarchical");
        assertThat(clusterer.settings()).containsEntry("kmax", 12).containsEntry("scaling", "robust");
        assertThat(clusterer.settings()).containsEntry("linkage", "ward").containsEntry("sample", 50_000);
    }
}
