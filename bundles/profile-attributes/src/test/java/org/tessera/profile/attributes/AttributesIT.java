// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.attributes;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.tessera.api.profile.Profiler;
import org.tessera.itest.BundleContract;
import org.tessera.itest.FrameworkExtension;

/** As a bundle. */
class AttributesIT extends AttributesContractTest implements BundleContract {
    @RegisterExtension
    static final FrameworkExtension FRAMEWORK = FrameworkExtension.with("org.tessera.profile.attributes");

    @Override
    public FrameworkExtension framework() {
        return FRAMEWORK;
    }

    @Override
    @SuppressWarnings("unchecked")
    protected Profiler<AttributesProfiler.Nothing> profiler() {
        return FRAMEWORK.underTest(Profiler.class);
    }
}
