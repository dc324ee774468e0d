// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.attributes;

import org.tessera.api.profile.Profiler;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.ProfilerContract;

class AttributesContractTest extends ProfilerContract<AttributesProfiler.Nothing> {
    @Override
    protected Profiler<AttributesProfiler.Nothing> profiler() {
        return new AttributesProfiler(Settings.defaults(AttributesProfiler.Config.class));
    }

    @Override
    protected int stateLimit() {
        return 0;
    }
}
