// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.sparse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.data.SparseMatrix;

class SparseSumsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void addsUpAndForgets(long seed) {
        Random random = new Random(seed);
        SparseMatrix matrix = Samples.matrix(seed, 50, 80, 400, seed % 2 == 0);
        double[][] dense = Samples.dense(matrix);
        SparseSums sums = new SparseSums(80);
        for (int round = 0; round < 20; round++) {
            double[] expected = new double[80];
            // Few or many: what is noted on the way, and what is found at the end.
            sums.expect(random.nextBoolean() ? 10 : 1000);
            for (int k = random.nextInt(12); k > 0; k--) {
                int row = random.nextInt(50);
                double factor = random.nextInt(3) * .5;
                sums.addRow(matrix, row, factor);
                IntStream.range(0, 80).forEach(c -> expected[c] += factor * dense[row][c]);
            }
            int single = random.nextInt(80);
            sums.add(single, 0d);
            sums.add(single, .25);
            expected[single] += .25;

            assertThat(IntStream.range(0, 80).mapToDouble(sums::sum).toArray())
                    .as("seed %d, round %d", seed, round)
                    .containsExactly(expected);
            assertThat(IntStream.range(0, sums.count()).map(sums::index).sorted())
                    .containsExactlyElementsOf(IntStream.range(0, 80)
                            .filter(c -> expected[c] > 0)
                            .boxed()
                            .toList());
            sums.clear();
            assertThat(sums.count()).isZero();
        }
    }
}
