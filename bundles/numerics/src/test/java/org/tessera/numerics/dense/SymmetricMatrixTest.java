// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.numerics.parallel.Parallel;

class SymmetricMatrixTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 95, 96, 97, 200, 391})
    void timesItsInverseIsTheIdentity(int n) {
        double[][] a = positiveDefinite(n, n);
        SymmetricMatrix matrix = filled(a);
        matrix.invert(Parallel.sequential(), (done, total) -> {});
        double[] row = new double[n];
        for (int i = 0; i < n; i++) {
            matrix.copyRow(i, row);
            assertThat(matrix.diagonal(i)).isEqualTo(row[i]);
            for (int j = 0; j < n; j++) {
                double product = 0;
                for (int k = 0; k < n; k++) {
                    product += row[k] * a[k][j];
                }
                assertThat(product).as("(%d, %d) of %d", i, j, n).isCloseTo(i == j ? 1 : 0, within(1e-9));
            }
        }
    }

    @Test
    void keepsItsRows() {
        double[][] a = positiveDefinite(130, 3);
        SymmetricMatrix matrix = filled(a);
        double[] row = new double[130];
        for (int i = 0; i < 130; i++) {
            matrix.copyRow(i, row);
            assertThat(row).isEqualTo(a[i]);
        }
    }

    @Test
    void isTheSameOnAnyNumberOfThreads() {
        double[][] a = positiveDefinite(300, 1);
        SymmetricMatrix one = filled(a);
        one.invert(Parallel.sequential(), (done, total) -> {});
        SymmetricMatrix many = filled(a);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            many.invert(new Parallel(threads, 4), (done, total) -> {});
        } finally {
            threads.shutdownNow();
        }
        double[] expected = new double[300];
        double[] actual = new double[300];
        for (int i = 0; i < 300; i++) {
            one.copyRow(i, expected);
            many.copyRow(i, actual);
            assertThat(actual).isEqualTo(expected);
        }
    }

    @Test
    void refusesWhatIsNotPositiveDefinite() {
        SymmetricMatrix zeros = new SymmetricMatrix(120);
        assertThatThrownBy(() -> zeros.invert(Parallel.sequential(), (done, total) -> {}))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("row 0");
        double[][] a = positiveDefinite(120, 2);
        a[110][110] = -1;
        SymmetricMatrix indefinite = filled(a);
        assertThatThrownBy(() -> indefinite.invert(Parallel.sequential(), (done, total) -> {}))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("row 110");
        a[110][110] = Double.NaN;
        SymmetricMatrix broken = filled(a);
        assertThatThrownBy(() -> broken.invert(Parallel.sequential(), (done, total) -> {}))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void stopsWhenToldTo() {
        SymmetricMatrix matrix = filled(positiveDefinite(300, 1));
        assertThatThrownBy(() -> matrix.invert(Parallel.sequential(), (done, total) -> {
                    if (done == 5) {
                        throw new CancellationException();
                    }
                }))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void tellsItsMemory() {
        assertThat(SymmetricMatrix.bytes(96)).isEqualTo(96 * 96 * 8);
        assertThat(SymmetricMatrix.bytes(960)).isEqualTo(55 * 96 * 96 * 8);
        assertThat(SymmetricMatrix.bytes(1_000_000)).isGreaterThan(4_000_000_000_000L);
    }

    /** Vectors and plain loops add up in the same order. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 96})
    void kernelsAgreeToTheLastBit(int rows) {
        SplittableRandom random = new SplittableRandom(rows);
        int size = TileKernel.SIDE * TileKernel.SIDE;
        double[] a = random.doubles(size, -1, 1).toArray();
        double[] b = random.doubles(size, -1, 1).toArray();
        double[] scalar = random.doubles(size, -1, 1).toArray();
        double[] vector = scalar.clone();
        double[] warming = scalar.clone();
        new ScalarTileKernel().addCross(-1, a, b, scalar, rows, TileKernel.SIDE);
        new VectorTileKernel().addCross(-1, a, b, vector, rows, TileKernel.SIDE);
        new WarmingTileKernel(new VectorTileKernel(), new ScalarTileKernel())
                .addCross(-1, a, b, warming, rows, TileKernel.SIDE);
        assertThat(vector).isEqualTo(scalar);
        assertThat(warming).isEqualTo(scalar);
    }

    private static SymmetricMatrix filled(double[][] a) {
        SymmetricMatrix matrix = new SymmetricMatrix(a.length);
        IntStream.range(0, a.length).forEach(i -> matrix.setRow(i, a[i]));
        return matrix;
    }

    private static double[][] positiveDefinite(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] a = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                a[i][j] = random.nextDouble() - .5;
                a[j][i] = a[i][j];
            }
            a[i][i] = n;
        }
        return a;
    }
}
