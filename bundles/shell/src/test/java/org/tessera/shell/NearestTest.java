// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> NAMES =
            List.of("segment", "segments", "strategies", "recommend", "report", "use", "profile", "profiles");

    /** Distances by hand; Damerau (1964) counts a swap as one. */
    @ParameterizedTest
    @CsvSource({"kitten,sitting,3", "ab,ba,1", "use,use,0", "'',abc,3", "recomend,recommend,1", "ca,abc,3"})
    void countsChanges(String a, String b, int distance) {
        assertThat(Nearest.distance(a, b)).isEqualTo(distance);
        assertThat(Nearest.distance(b, a)).isEqualTo(distance);
    }

    @Test
    void findsWhatWasMeant() {
        assertThat(Nearest.to("segmnt", NAMES)).containsExactly("segment", "segments");
        assertThat(Nearest.to("SEGMENT", NAMES)).first().isEqualTo("segment");
        assertThat(Nearest.to("recomend", NAMES)).containsExactly("recommend");
        assertThat(Nearest.to("strat", NAMES)).containsExactly("strategies");
    }

    @Test
    void doesNotGuessWildly() {
        assertThat(Nearest.to("xyz", NAMES)).isEmpty();
        assertThat(Nearest.hint("xyz", NAMES, "help lists the commands")).isEqualTo("help lists the commands");
        assertThat(Nearest.hint("us", NAMES, "")).isEqualTo("did you mean use?");
    }
}
