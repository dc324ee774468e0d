// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.behaviour;

import org.tessera.api.profile.Profiler;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.ProfilerContract;

class BehaviourContractTest extends ProfilerContract<BehaviourState> {
    @Override
    protected Profiler<BehaviourState> profiler() {
        return new BehaviourProfiler(Settings.defaults(BehaviourProfiler.Config.class));
    }
}
