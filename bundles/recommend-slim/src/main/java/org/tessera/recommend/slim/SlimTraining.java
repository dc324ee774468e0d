// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.slim;

import java.util.Arrays;
import java.util.Locale;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.parallel.RangeBody;
import org.tessera.numerics.sparse.ColumnSelection;
import org.tessera.numerics.sparse.SparseSums;
import org.tessera.numerics.sparse.TopK;

/** One training: the cross products of all items, then an {@link ElasticNet} for each. */
final class SlimTraining {
    private static final int GRAIN = 8;
    private static final double USABLE = .6;

    private final SlimSettings settings;
    private final Progress progress;
    private final Parallel parallel;

    SlimTraining(SlimSettings settings, TrainingContext context) {
        this.settings = settings;
        this.progress = context.progress();
        this.parallel = new Parallel(context.executor(), context.parallelism());
    }

    /** Items by items: row i holds what item i says for others. */
    SparseMatrix run(Interactions interactions) {
        progress.report("selecting", 0, interactions.items());
        SparseMatrix evidence = settings.evidence().of(interactions.byCustomer());
        ColumnSelection selection = ColumnSelection.mostFrequent(evidence, settings.items());
        SparseMatrix byCustomer = selection.of(evidence);
        SparseMatrix byItem =
                byCustomer == interactions.byCustomer() ? interactions.byItem() : byCustomer.transposed();
        requireMemory(byCustomer, byItem, Runtime.getRuntime().maxMemory());
        SparseMatrix products = crossProducts(byCustomer, byItem);
        int items = selection.size();
        int[] columns = selection.columns();
        SparseRows fitted = new SparseRows(interactions.items());
        parallel.ranges(
                items,
                GRAIN,
                () -> {
                    ElasticNet net = new ElasticNet(products, settings, interactions.customers());
                    return (from, to) -> {
                        for (int j = from; j < to; j++) {
                            net.fit(j);
                            keep(net, columns, fitted, columns[j]);
                        }
                    };
                },
                done -> progress.report("fitting", done, items));
        return fitted.toMatrix(interactions.items()).transposed();
    }

    private void keep(ElasticNet net, int[] columns, SparseRows fitted, int target) {
        TopK best = new TopK(settings.neighbours());
        for (int k = 0; k < net.size(); k++) {
            // Too small for a float is 0, which is no entry.
            if ((float) net.weight(k) != 0) {
                best.offer(k, Math.abs(net.weight(k)));
            }
        }
        int[] kept = best.drain(new double[best.size()]);
        Arrays.sort(kept);
        float[] weights = new float[kept.length];
        for (int k = 0; k < kept.length; k++) {
            weights[k] = (float) net.weight(kept[k]);
            kept[k] = columns[net.item(kept[k])];
        }
        fitted.set(target, kept, weights);
    }

    private SparseMatrix crossProducts(SparseMatrix byCustomer, SparseMatrix byItem) {
        int items = byItem.rows();
        SparseRows rows = new SparseRows(items);
        parallel.ranges(
                items, GRAIN, () -> rowsOf(byCustomer, byItem, rows), done -> progress.report("multiplying", done, items));
        return rows.toMatrix(items);
    }

    private static RangeBody rowsOf(SparseMatrix byCustomer, SparseMatrix byItem, SparseRows rows) {
        SparseSums sums = new SparseSums(byItem.rows());
        return (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int p = byItem.start(i); p < byItem.end(i); p++) {
                    sums.addRow(byCustomer, byItem.column(p), byItem.value(p));
                }
                int[] others = new int[sums.count()];
                for (int k = 0; k < others.length; k++) {
                    others[k] = sums.index(k);
                }
                Arrays.sort(others);
                float[] values = new float[others.length];
                for (int k = 0; k < others.length; k++) {
                    values[k] = (float) sums.sum(others[k]);
                }
                sums.clear();
                rows.set(i, others, values);
            }
        };
    }

    /** Each item has a product with at most as many others as its customers have items. */
    private static void requireMemory(SparseMatrix byCustomer, SparseMatrix byItem, long heap) {
        int items = byItem.rows();
        double products = 0;
        for (int i = 0; i < items; i++) {
            long most = 0;
            for (int p = byItem.start(i); p < byItem.end(i) && most < items; p++) {
                most += byCustomer.size(byItem.column(p));
            }
            products += Math.min(items, most);
        }
        double bytes = 16 * products;
        if (bytes > USABLE * heap || products > Integer.MAX_VALUE - 8) {
            throw new TesseraException(
                    String.format(
                            Locale.ROOT,
                            "slim may need %.1f GB of memory for the products of %,d items, and the heap has %.1f GB",
                            bytes / 1e9,
                            items,
                            heap / 1e9),
                    String.format(
                            Locale.ROOT,
                            "set items to %,d, so that the most popular ones take part, or give the JVM more memory"
                                    + " (-Xmx)",
                            (int) Math.sqrt(Math.min(USABLE * heap / 16, Integer.MAX_VALUE - 8))));
        }
    }
}
