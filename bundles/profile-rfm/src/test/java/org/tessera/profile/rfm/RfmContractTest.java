// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.rfm;

import org.tessera.api.profile.Profiler;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.ProfilerContract;

class RfmContractTest extends ProfilerContract<RfmState> {
    @Override
    protected Profiler<RfmState> profiler() {
        return new RfmProfiler(Settings.defaults(RfmProfiler.Config.class));
    }
}
