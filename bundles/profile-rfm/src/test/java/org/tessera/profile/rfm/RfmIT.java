// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.rfm;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.tessera.api.profile.Profiler;
import org.tessera.itest.BundleContract;
import org.tessera.itest.FrameworkExtension;

/** As a bundle. */
class RfmIT extends RfmContractTest implements BundleContract {
    @RegisterExtension
    static final FrameworkExtension FRAMEWORK =
            FrameworkExtension.with("org.tessera.numerics", "org.tessera.profile.rfm");

    @Override
    public FrameworkExtension framework() {
        return FRAMEWORK;
    }

    @Override
    @SuppressWarnings("unchecked")
    protected Profiler<RfmState> profiler() {
        return FRAMEWORK.underTest(Profiler.class);
    }
}
