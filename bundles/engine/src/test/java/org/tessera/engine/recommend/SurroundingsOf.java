// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import java.nio.file.Path;
import java.time.ZoneOffset;
import org.tessera.engine.recommend.serve.Audience;
import org.tessera.engine.recommend.serve.ExplorationLog;
import org.tessera.engine.recommend.serve.ServingRules;

/** What a service is surrounded by, for tests. */
public final class SurroundingsOf {
    private SurroundingsOf() {}

    /** No segments, no rules, nothing explored. */
    public static RecommendationService.Surroundings nothing() {
        return with(Audience.nobody(), Path.of("target", "exploration-of-nobody.csv"));
    }

    /** Rules are read in UTC. */
    public static RecommendationService.Surroundings with(Audience audience, Path explored, String... rules) {
        return new RecommendationService.Surroundings(
                audience, ServingRules.of(ZoneOffset.UTC, rules), new ExplorationLog(explored));
    }
}
