// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.sparse.Similarity.Measure;

class RowNeighboursTest {
    static Stream<Arguments> cases() {
        return Stream.of(Measure.values())
                .flatMap(measure -> Stream.of(
                        // many rows with little in common: rows that are noted; few with much: rows looked at whole
                        Arguments.of(measure, 1L, 700, 90, 1500, true),
                        Arguments.of(measure, 2L, 700, 90, 1500, false),
                        Arguments.of(measure, 3L, 60, 200, 3000, true),
                        Arguments.of(measure, 4L, 60, 200, 3000, false)))
                // of values that are all equal there is nothing to centre
                .filter(args -> !(Boolean) args.get()[5] || !isCentred((Measure) args.get()[0]));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsWhatComparingAllPairsFinds(
            Measure measure, long seed, int rows, int columns, int entries, boolean binary) {
        Similarity similarity = new Similarity(measure, .4, .7, 2.5);
        SparseMatrix given = Samples.matrix(seed, rows, columns, entries, binary);
        SparseMatrix matrix = similarity.centring().apply(given, given);
        int k = 7;

        SparseMatrix found =
                RowNeighbours.of(matrix, matrix.transposed(), similarity, k, Parallel.sequential(), done -> {});

        double[][] dense = Samples.dense(matrix);
        for (int r = 0; r < rows; r++) {
            double[] expected = new double[rows];
            for (int s = 0; s < rows; s++) {
                expected[s] = r == s ? 0 : bySimplestMeans(measure, dense[r], dense[s], .4, .7, 2.5);
            }
            double kth =
                    Arrays.stream(expected).sorted().skip(rows - k).findFirst().orElseThrow();
            long positive = Arrays.stream(expected)
                    .filter(x -> x > (isCentred(measure) ? 1e-6 : 0))
                    .count();
            assertThat(found.size(r)).as("row %d, seed %d", r, seed).isEqualTo((int) Math.min(k, positive));
            for (int p = found.start(r); p < found.end(r); p++) {
                int s = found.column(p);
                assertThat((double) found.value(p)).isEqualTo(expected[s], offset(1e-5 * expected[s] + 1e-7));
                assertThat(expected[s]).isGreaterThanOrEqualTo(kth * (1 - 1e-5) - 1e-7);
            }
        }
    }

    /** The greatest of a product of two different matrices, each column divided by a number of its own. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsTheGreatestOfAProduct(long seed) {
        int rows = seed == 1 ? 700 : 50;
        SparseMatrix matrix = Samples.matrix(seed, rows, 90, 1500, false);
        SparseMatrix left = StochasticRows.of(matrix, .8);
        SparseMatrix right = StochasticRows.of(matrix.transposed(), .5);
        float[] divisors = new float[rows];
        for (int r = 0; r < rows; r++) {
            divisors[r] = 1 + r % 7;
        }
        SparseMatrix found = RowNeighbours.ofProduct(left, right, divisors, 6, Parallel.sequential(), done -> {});
        double[][] a = Samples.dense(left);
        double[][] b = Samples.dense(right);
        for (int r = 0; r < rows; r++) {
            double[] expected = new double[rows];
            for (int s = 0; s < rows; s++) {
                for (int c = 0; c < b.length && r != s; c++) {
                    expected[s] += a[r][c] * b[c][s] / divisors[s];
                }
            }
            double kth = Arrays.stream(expected).sorted().toArray()[rows - 6];
            long positive = Arrays.stream(expected).filter(x -> x > 0).count();
            assertThat(found.size(r)).as("row %d, seed %d", r, seed).isEqualTo((int) Math.min(6, positive));
            for (int p = found.start(r); p < found.end(r); p++) {
                double value = expected[found.column(p)];
                assertThat((double) found.value(p)).isEqualTo(value, offset(1e-5 * value));
                assertThat(value).isGreaterThanOrEqualTo(kth * (1 - 1e-5));
            }
        }
    }

    /** Columns that are weighed as a whole take a shorter way, with the same result. */
    @Test
    void findsTheSameWhereAllValuesOfAColumnAreEqual() {
        SparseMatrix binary = Samples.matrix(6, 300, 120, 3000, true);
        SparseMatrix weighed =
                TermWeighting.of(TermWeighting.Kind.TFIDF, binary).apply(binary);
        assertThat(Postings.commonValues(weighed.transposed())).hasSize(120);
        assertThat(Postings.commonValues(weighed)).isEmpty();
        Similarity cosine = new Similarity(Measure.COSINE, 0, 0, 1);
        SparseMatrix found =
                RowNeighbours.of(weighed, weighed.transposed(), cosine, 9, Parallel.sequential(), done -> {});
        double[][] dense = Samples.dense(weighed);
        for (int r = 0; r < 300; r++) {
            for (int p = found.start(r); p < found.end(r); p++) {
                double expected = bySimplestMeans(Measure.COSINE, dense[r], dense[found.column(p)], 0, 0, 1);
                assertThat((double) found.value(p)).isEqualTo(expected, offset(1e-5 * expected));
            }
        }
    }

    @Test
    void keepsTheLowestRowsOfEquallySimilarOnes() {
        // rows 0 to 9 are the same set, so all are equally similar
        int[] starts = new int[11];
        int[] columns = new int[20];
        for (int r = 0; r < 10; r++) {
            starts[r + 1] = 2 * (r + 1);
            columns[2 * r + 1] = 1;
        }
        SparseMatrix same = SparseMatrix.of(10, 2, starts, columns, new float[0]);
        SparseMatrix found = RowNeighbours.of(
                same,
                same.transposed(),
                new Similarity(Measure.JACCARD, 0, 0, 0),
                3,
                Parallel.sequential(),
                done -> {});
        assertThat(found.columnsOf(0)).containsExactly(1, 2, 3);
        assertThat(found.columnsOf(2)).containsExactly(0, 1, 3);
        assertThat(found.columnsOf(9)).containsExactly(0, 1, 2);
        assertThat(found.valuesOf(9)).containsOnly(1f);
    }

    @Test
    void isTheSameOnAnyNumberOfThreads() {
        SparseMatrix matrix = Samples.matrix(9, 900, 300, 9000, false);
        Similarity cosine = new Similarity(Measure.COSINE, 0, 0, 1);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            SparseMatrix one =
                    RowNeighbours.of(matrix, matrix.transposed(), cosine, 20, Parallel.sequential(), done -> {});
            SparseMatrix four =
                    RowNeighbours.of(matrix, matrix.transposed(), cosine, 20, new Parallel(threads, 4), done -> {});
            for (int r = 0; r < matrix.rows(); r++) {
                assertThat(four.columnsOf(r)).isEqualTo(one.columnsOf(r));
                assertThat(four.valuesOf(r)).isEqualTo(one.valuesOf(r));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void copesWithMoreRowsThanTwoBytesCanNumber() {
        int rows = 70_000;
        SparseMatrix matrix = Samples.matrix(5, rows, 40_000, 100_000, true);
        SparseMatrix found = RowNeighbours.of(
                matrix,
                matrix.transposed(),
                new Similarity(Measure.COSINE, 0, 0, 0),
                5,
                Parallel.sequential(),
                done -> {});
        int last = -1;
        for (int r = 0; r < rows; r++) {
            for (int p = found.start(r); p < found.end(r); p++) {
                int s = found.column(p);
                long common = Arrays.stream(matrix.columnsOf(r))
                        .filter(c -> matrix.find(s, c) >= 0)
                        .count();
                double expected = common / Math.sqrt((double) matrix.size(r) * matrix.size(s));
                assertThat((double) found.value(p)).isEqualTo(expected, offset(1e-6));
                last = Math.max(last, s);
            }
        }
        assertThat(last).isGreaterThan(Character.MAX_VALUE);
    }

    @Test
    void tellsHowFarItIsAndStopsWhenToldTo() {
        SparseMatrix matrix = Samples.matrix(9, 500, 100, 3000, true);
        Similarity cosine = new Similarity(Measure.COSINE, 0, 0, 0);
        List<Integer> done = new ArrayList<>();
        RowNeighbours.of(matrix, matrix.transposed(), cosine, 5, Parallel.sequential(), done::add);
        assertThat(done).isSorted().endsWith(500).hasSizeGreaterThan(10);

        List<Integer> seen = new ArrayList<>();
        assertThatThrownBy(() ->
                        RowNeighbours.of(matrix, matrix.transposed(), cosine, 5, Parallel.sequential(), finished -> {
                            seen.add(finished);
                            throw new CancellationException("enough");
                        }))
                .isInstanceOf(CancellationException.class);
        assertThat(seen).hasSize(1);
    }

    @Test
    void copesWithNothing() {
        SparseMatrix nothing = SparseMatrix.of(3, 0, new int[4], new int[0], new float[0]);
        SparseMatrix found = RowNeighbours.of(
                nothing,
                nothing.transposed(),
                new Similarity(Measure.COSINE, 0, 0, 0),
                3,
                Parallel.sequential(),
                done -> {});
        assertThat(found.rows()).isEqualTo(3);
        assertThat(found.size()).isZero();
    }

    @Test
    void refusesAMatrixThatIsNotTheTransposed() {
        SparseMatrix matrix = Samples.matrix(1, 10, 20, 30, true);
        Similarity cosine = new Similarity(Measure.COSINE, 0, 0, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RowNeighbours.of(matrix, matrix, cosine, 3, Parallel.sequential(), done -> {}));
    }

    private static boolean isCentred(Measure measure) {
        return new Similarity(measure, 0, 0, 0).centring() != Centring.NONE;
    }

    private static double bySimplestMeans(
            Measure measure, double[] a, double[] b, double alpha, double beta, double shrinkage) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int c = 0; c < a.length; c++) {
            dot += a[c] * b[c];
            aa += a[c] * a[c];
            bb += b[c] * b[c];
        }
        if (dot == 0) {
            return 0;
        }
        double below = switch (measure) {
            case COSINE, PEARSON, ADJUSTED -> Math.sqrt(aa) * Math.sqrt(bb);
            case ASYMMETRIC -> Math.pow(aa, alpha) * Math.pow(bb, 1 - alpha);
            case JACCARD -> aa + bb - dot;
            case DICE -> (aa + bb) / 2;
            case TVERSKY -> dot + alpha * (aa - dot) + beta * (bb - dot);
        };
        return dot / (below + shrinkage);
    }
}
