// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairedBootstrapTest {
    /** For many independent differences the interval comes near that of the normal distribution. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nearsTheNormalInterval(long seed) {
        Random random = new Random(seed);
        double[] differences = random.doubles(2000).map(u -> u - .4).toArray();
        PairedBootstrap interval = PairedBootstrap.of(differences, seed);
        double mean = java.util.Arrays.stream(differences).average().orElseThrow();
        double variance = java.util.Arrays.stream(differences)
                .map(d -> (d - mean) * (d - mean))
                .average()
                .orElseThrow();
        double error = 1.96 * Math.sqrt(variance / differences.length);
        assertThat(interval.difference()).isCloseTo(mean, within(1e-12));
        assertThat(interval.low()).as("seed %d", seed).isCloseTo(mean - error, within(error / 8));
        assertThat(interval.high()).as("seed %d", seed).isCloseTo(mean + error, within(error / 8));
    }

    @Test
    void equalOnesHaveNoWidthAndNoneNoInterval() {
        assertThat(PairedBootstrap.of(new double[] {.5, .5, .5}, 1)).isEqualTo(new PairedBootstrap(.5, .5, .5));
        assertThat(PairedBootstrap.of(new double[0], 1).difference()).isNaN();
    }

    @Test
    void theSameSeedGivesTheSame() {
        double[] differences = new Random(7).doubles(50).toArray();
        assertThat(PairedBootstrap.of(differences, 9)).isEqualTo(PairedBootstrap.of(differences, 9));
    }
}
