// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.behaviour;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.tessera.api.profile.Profiler;
import org.tessera.itest.BundleContract;
import org.tessera.itest.FrameworkExtension;

/** As a bundle. */
class BehaviourIT extends BehaviourContractTest implements BundleContract {
    @RegisterExtension
    static final FrameworkExtension FRAMEWORK =
            FrameworkExtension.with("org.tessera.numerics", "org.tessera.profile.behaviour");

    @Override
    public FrameworkExtension framework() {
        return FRAMEWORK;
    }

    @Override
    @SuppressWarnings("unchecked")
    protected Profiler<BehaviourState> profiler() {
        return FRAMEWORK.underTest(Profiler.class);
    }
}
