// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.popular;

import java.util.Map;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.strategy.Settings;

/** With groups, between which questions without a context do not choose. */
class PopularBySegmentContractTest extends PopularContractTest {
    @Override
    protected Recommender recommender() {
        return new PopularRecommender(Settings.overlay(
                PopularRecommender.Config.class,
                Settings.defaults(PopularRecommender.Config.class),
                Map.of("by", "segment")));
    }
}
