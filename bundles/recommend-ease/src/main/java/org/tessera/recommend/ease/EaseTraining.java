// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.ease;

import java.util.Arrays;
import java.util.Locale;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.dense.SymmetricMatrix;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.parallel.RangeBody;
import org.tessera.numerics.sparse.ColumnSelection;
import org.tessera.numerics.sparse.TopK;

/**
 * One training. With G = X'X the cross products of the items and P = (G + l2 I)⁻¹, the weights are -P_ij / P_jj off the
 * diagonal (Steck 2019, section 3.1). Dropout adds its share of G's diagonal to l2 (Steck, "Autoencoders that don't
 * overfit towards the Identity", NeurIPS 2020, section 3).
 */
final class EaseTraining {
    private static final int GRAIN = 16;

    /** Of the heap; the rest is what the engine, and the data, need. */
    private static final double USABLE = .8;

    private final EaseSettings settings;
    private final Progress progress;
    private final Parallel parallel;

    EaseTraining(EaseSettings settings, TrainingContext context) {
        this.settings = settings;
        this.progress = context.progress();
        this.parallel = new Parallel(context.executor(), context.parallelism());
    }

    LinearWeights run(Interactions interactions) {
        progress.report("selecting", 0, interactions.items());
        SparseMatrix evidence = settings.evidence().of(interactions.byCustomer());
        ColumnSelection selection = ColumnSelection.mostFrequent(evidence, settings.items());
        int items = selection.size();
        if (items == 0) {
            return new LinearWeights.Dense(evidence.columns(), new int[0], new float[0][]);
        }
        requireMemory(items, Runtime.getRuntime().maxMemory());
        SparseMatrix byCustomer = selection.of(evidence);
        SymmetricMatrix matrix = new SymmetricMatrix(items);
        SparseMatrix byItem = byCustomer == interactions.byCustomer() ? interactions.byItem() : byCustomer.transposed();
        parallel.ranges(
                items,
                GRAIN,
                () -> crossProducts(byCustomer, byItem, matrix),
                done -> progress.report("multiplying", done, items));
        invert(matrix);
        return settings.neighbours() == 0
                ? dense(matrix, evidence.columns(), selection.columns())
                : sparse(matrix, evidence.columns(), selection.columns());
    }

    private void invert(SymmetricMatrix matrix) {
        try {
            matrix.invert(parallel, (done, total) -> progress.report("inverting", done, total));
        } catch (ArithmeticException e) {
            throw new SettingException(
                    "l2",
                    settings.l2() + " is too little beside weights as large as these: " + e.getMessage(),
                    "set l2 to more, or evidence to log or binary");
        }
    }

    /** Half the matrix in double precision, then its rows in single precision beside it. */
    private void requireMemory(int items, long heap) {
        double bytes = SymmetricMatrix.bytes(items)
                + (settings.neighbours() == 0
                        ? 4.0 * items * items
                        : 16.0 * items * Math.min(items, settings.neighbours()));
        if (bytes > USABLE * heap) {
            int fitting = (int) Math.sqrt(USABLE * heap / (settings.neighbours() == 0 ? 8 : 4.5));
            throw new TesseraException(
                    String.format(
                            Locale.ROOT,
                            "ease needs %.1f GB of memory for %,d items, and the heap has %.1f GB",
                            bytes / 1e9,
                            items,
                            heap / 1e9),
                    String.format(
                            Locale.ROOT,
                            "set items to %,d at most, so that the most popular ones take part, or give the JVM more"
                                    + " memory (-Xmx)",
                            fitting));
        }
    }

    private RangeBody crossProducts(SparseMatrix byCustomer, SparseMatrix byItem, SymmetricMatrix matrix) {
        double[] row = new double[matrix.size()];
        double share = settings.dropout() / (1 - settings.dropout());
        return (from, to) -> {
            for (int i = from; i < to; i++) {
                Arrays.fill(row, i, row.length, 0);
                for (int p = byItem.start(i); p < byItem.end(i); p++) {
                    int customer = byItem.column(p);
                    double factor = byItem.value(p);
                    for (int q = byCustomer.find(customer, i); q < byCustomer.end(customer); q++) {
                        row[byCustomer.column(q)] += factor * byCustomer.value(q);
                    }
                }
                row[i] += settings.l2() + share * row[i];
                matrix.setRow(i, row);
            }
        };
    }

    private LinearWeights dense(SymmetricMatrix inverse, int total, int[] columns) {
        int items = columns.length;
        double[] scale = scales(inverse);
        float[][] weights = new float[items][items];
        parallel.ranges(
                items,
                GRAIN,
                () -> {
                    double[] row = new double[items];
                    return (from, to) -> {
                        for (int i = from; i < to; i++) {
                            inverse.copyRow(i, row);
                            float[] out = weights[i];
                            for (int j = 0; j < items; j++) {
                                out[j] = (float) (row[j] * scale[j]);
                            }
                            out[i] = 0;
                        }
                    };
                },
                done -> progress.report("weighing", done, items));
        return new LinearWeights.Dense(total, columns, weights);
    }

    /** The largest weights of the items that speak for or against an item: row j of the inverse, as it is symmetric. */
    private LinearWeights sparse(SymmetricMatrix inverse, int total, int[] columns) {
        int items = columns.length;
        int most = Math.min(settings.neighbours(), items);
        double[] scale = scales(inverse);
        int[][] others = new int[total][];
        float[][] values = new float[total][];
        Arrays.fill(others, new int[0]);
        parallel.ranges(
                items,
                GRAIN,
                () -> {
                    double[] row = new double[items];
                    TopK best = new TopK(most);
                    return (from, to) -> {
                        for (int j = from; j < to; j++) {
                            inverse.copyRow(j, row);
                            for (int i = 0; i < items; i++) {
                                if (i != j && row[i] != 0) {
                                    best.offer(i, Math.abs(row[i]));
                                }
                            }
                            int[] kept = best.drain(new double[best.size()]);
                            Arrays.sort(kept);
                            float[] of = new float[kept.length];
                            for (int k = 0; k < kept.length; k++) {
                                of[k] = (float) (row[kept[k]] * scale[j]);
                                kept[k] = columns[kept[k]];
                            }
                            others[columns[j]] = kept;
                            values[columns[j]] = of;
                        }
                    };
                },
                done -> progress.report("weighing", done, items));
        return new LinearWeights.Sparse(joined(total, others, values).transposed());
    }

    private static SparseMatrix joined(int total, int[][] others, float[][] values) {
        int[] starts = new int[total + 1];
        for (int r = 0; r < total; r++) {
            starts[r + 1] = Math.addExact(starts[r], others[r].length);
        }
        int[] columns = new int[starts[total]];
        float[] all = new float[starts[total]];
        for (int r = 0; r < total; r++) {
            if (others[r].length > 0) {
                System.arraycopy(others[r], 0, columns, starts[r], others[r].length);
                System.arraycopy(values[r], 0, all, starts[r], others[r].length);
            }
        }
        return SparseMatrix.of(total, total, starts, columns, all);
    }

    private static double[] scales(SymmetricMatrix inverse) {
        double[] scales = new double[inverse.size()];
        for (int j = 0; j < scales.length; j++) {
            scales[j] = -1 / inverse.diagonal(j);
        }
        return scales;
    }
}
