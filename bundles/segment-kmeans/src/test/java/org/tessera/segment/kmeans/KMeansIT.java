// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.strategy.Strategy;
import org.tessera.itest.BundleContract;
import org.tessera.itest.FrameworkExtension;

/** As a bundle, with its configuration and what numerics embeds. */
class KMeansIT extends KMeansContractTest implements BundleContract {
    @RegisterExtension
    static final FrameworkExtension FRAMEWORK = FrameworkExtension.with(
                    "org.tessera.numerics", "org.tessera.segment.kmeans")
            .configure("org.tessera.segment.kmeans", Map.of("k", "4", "scaling", "robust"));

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
        assertThat(reference.getProperty(Strategy.NAME)).isEqualTo("kmeans");
        assertThat(clusterer.settings()).containsEntry("k", 4).containsEntry("scaling", "robust");
        assertThat(clusterer.settings()).containsEntry("starts", 5);
    }

    @Test
    void whatNumericsEmbedsIsWhole(BundleContext context) throws ReflectiveOperationException {
        Bundle numerics = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals("org.tessera.numerics"))
                .findFirst()
                .orElseThrow();
        // The eigenvectors of one library and the matrix product of the other.
        Object components = numerics.loadClass("org.tessera.numerics.dense.PrincipalComponents")
                .getMethod("of", double[].class, int.class, int.class, int.class)
                .invoke(null, new double[] {-1, -1, 0, 0, 1, 1}, 3, 2, 1);
        double[] variances =
                (double[]) components.getClass().getMethod("variances").invoke(components);
        assertThat(variances).hasSize(1);
        assertThat(variances[0]).isBetween(1.999999, 2.000001);
    }
}
