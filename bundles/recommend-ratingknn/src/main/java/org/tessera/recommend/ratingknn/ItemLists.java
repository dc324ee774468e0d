// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.ratingknn;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.tessera.api.TesseraException;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.ratings.Biases;
import org.tessera.numerics.ratings.Ratings;
import org.tessera.numerics.sparse.TopK;

/**
 * For each item the ones most like it, best first. Immutable.
 *
 * @param starts where the list of an item begins; one more than there are items
 * @param neighbours items, within a list by descending similarity
 * @param similarities of the same length, above 0
 */
record ItemLists(int[] starts, int[] neighbours, float[] similarities) {
    private static final int GRAIN = 16;

    /**
     * Compares all items that a customer has rated both of. Takes as long as the sum over customers of their squared
     * number of ratings; every list is made by itself, so the result does not depend on the number of threads.
     *
     * @param watcher told how many items are done
     */
    static ItemLists of(
            Ratings ratings, Biases biases, RatingKnnSettings settings, Parallel parallel, IntConsumer watcher) {
        int items = ratings.items();
        SparseMatrix byCustomer = ratings.byCustomer();
        float[] customerBiases = new float[ratings.customers()];
        boolean deviations = settings.likeness().comparesDeviations();
        for (int c = 0; deviations && c < customerBiases.length; c++) {
            customerBiases[c] = (float) biases.customer(byCustomer, c);
        }
        int[][] ids = new int[items][];
        float[][] values = new float[items][];
        parallel.ranges(
                items,
                GRAIN,
                () -> {
                    Likeness.Sums sums = new Likeness.Sums(items);
                    return (from, to) -> {
                        for (int item = from; item < to; item++) {
                            compare(item, ratings, biases, customerBiases, deviations, sums);
                            keep(item, sums, settings, ids, values);
                        }
                    };
                },
                watcher);
        return joined(ids, values);
    }

    private static void compare(
            int item, Ratings ratings, Biases biases, float[] customerBiases, boolean deviations, Likeness.Sums sums) {
        SparseMatrix byItem = ratings.byItem();
        SparseMatrix byCustomer = ratings.byCustomer();
        double level = deviations ? biases.level(item) : 0;
        for (int p = byItem.start(item); p < byItem.end(item); p++) {
            int customer = byItem.column(p);
            double bias = customerBiases[customer];
            double x = byItem.value(p) - level - bias;
            for (int q = byCustomer.start(customer); q < byCustomer.end(customer); q++) {
                int other = byCustomer.column(q);
                sums.add(other, x, byCustomer.value(q) - bias - (deviations ? biases.level(other) : 0));
            }
        }
    }

    private static void keep(int item, Likeness.Sums sums, RatingKnnSettings settings, int[][] ids, float[][] values) {
        TopK best = new TopK(settings.candidates());
        for (int k = 0; k < sums.count(); k++) {
            int other = sums.row(k);
            float similarity = settings.likeness().of(sums, other);
            if (similarity > 0 && other != item) {
                best.offer(other, similarity);
            }
        }
        sums.clear();
        double[] found = new double[best.size()];
        ids[item] = best.drain(found);
        values[item] = new float[found.length];
        for (int k = 0; k < found.length; k++) {
            values[item][k] = (float) found[k];
        }
    }

    private static ItemLists joined(int[][] ids, float[][] values) {
        long total = Arrays.stream(ids).mapToLong(list -> list.length).sum();
        if (total > Integer.MAX_VALUE - 8) {
            throw new TesseraException(
                    "the lists of neighbours take " + (total * 8 >> 20) + " MB, more than an array holds",
                    "set candidates to less than " + (Integer.MAX_VALUE - 8) / ids.length);
        }
        int[] starts = new int[ids.length + 1];
        int[] neighbours = new int[(int) total];
        float[] similarities = new float[(int) total];
        for (int item = 0; item < ids.length; item++) {
            System.arraycopy(ids[item], 0, neighbours, starts[item], ids[item].length);
            System.arraycopy(values[item], 0, similarities, starts[item], ids[item].length);
            starts[item + 1] = starts[item] + ids[item].length;
        }
        return new ItemLists(starts, neighbours, similarities);
    }

    void write(ModelOutput out) throws IOException {
        out.writeInts(starts);
        out.writeInts(neighbours);
        out.writeFloats(similarities);
    }

    static ItemLists read(ModelInput in) throws IOException {
        ItemLists lists = new ItemLists(in.readInts(), in.readInts(), in.readFloats());
        int[] starts = lists.starts();
        boolean fits = starts.length > 0
                && starts[0] == 0
                && starts[starts.length - 1] == lists.neighbours().length
                && lists.neighbours().length == lists.similarities().length;
        for (int k = 1; fits && k < starts.length; k++) {
            fits = starts[k] >= starts[k - 1];
        }
        for (int k = 0; fits && k < lists.neighbours().length; k++) {
            fits = lists.neighbours()[k] >= 0 && lists.neighbours()[k] < starts.length - 1;
        }
        if (!fits) {
            throw new IOException("this model is damaged: its lists of neighbours do not fit");
        }
        return lists;
    }
}
