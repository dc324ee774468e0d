// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.bpr;

import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tessera.api.recommend.Recommender;
import org.tessera.itest.BundleContract;
import org.tessera.itest.FrameworkExtension;

/** As a bundle. */
class BprIT extends BprContractTest implements BundleContract {
    @RegisterExtension
    static final FrameworkExtension FRAMEWORK = FrameworkExtension.with(
                    "org.tessera.numerics", "org.tessera.recommend.bpr")
            .configure("org.tessera.recommend.bpr", Map.of("epochs", EPOCHS));

    @Override
    public FrameworkExtension framework() {
        return FRAMEWORK;
    }

    @Override
    protected Recommender recommender() {
        return FRAMEWORK.underTest(Recommender.class);
    }
}
