// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.slim;

import java.util.Arrays;
import org.tessera.api.data.SparseMatrix;

/**
 * Explains one item by others: the weights w that minimise
 * {@code |x_j - Xw|² / 2n + alpha l1 |w|₁ + alpha (1 - l1) |w|² / 2}, w_j being 0. Coordinate descent with updates by
 * covariance and an active set (Friedman, Hastie and Tibshirani, "Regularization Paths for Generalized Linear Models via
 * Coordinate Descent", 2010, sections 2.2 and 2.6): what it costs does not depend on the number of customers. Not safe
 * for many threads.
 */
final class ElasticNet {
    /** So many products are kept from target to target: 128 MB for each thread. */
    private static final long MOST_HELD = 1L << 24;

    private final SparseMatrix products;
    private final SlimSettings settings;
    private final double lasso;
    private final double ridge;

    /** Place of each item among the candidates; -1 for the others. */
    private final int[] places;

    private int size;
    private int[] candidates = new int[0];
    private double[] weights = new double[0];
    private double[] squares = new double[0];

    /** By candidate: its product with what is left of the target. */
    private double[] gradient = new double[0];

    /** By candidate, once it was active: its products with all candidates. Arrays are kept for the next target. */
    private double[][] rows = new double[0][];

    /** Numbers in these arrays. */
    private long held;

    private boolean[] filled = new boolean[0];
    private int[] active = new int[0];

    /**
     * @param products of all items with all items
     * @param customers n, by which the settings are multiplied
     */
    ElasticNet(SparseMatrix products, SlimSettings settings, int customers) {
        this.products = products;
        this.settings = settings;
        this.lasso = customers * settings.alpha() * settings.l1();
        this.ridge = customers * settings.alpha() * (1 - settings.l1());
        this.places = new int[products.rows()];
        Arrays.fill(places, -1);
    }

    /** How many candidates the last target had. */
    int size() {
        return size;
    }

    /** The item of a candidate. */
    int item(int place) {
        return candidates[place];
    }

    /** The weight of a candidate. */
    double weight(int place) {
        return weights[place];
    }

    /** Finds the weights for an item. */
    void fit(int target) {
        for (int k = 0; k < size; k++) {
            places[candidates[k]] = -1;
        }
        if (held > MOST_HELD) {
            rows = new double[rows.length][];
            held = 0;
        }
        choose(target);
        int rounds = settings.iterations();
        // All of them once, those with a weight until they are settled, and all again, until that changes nothing.
        while (rounds > 0) {
            rounds--;
            if (isSettled(all())) {
                return;
            }
            int count = 0;
            for (int k = 0; k < size; k++) {
                active[count] = k;
                count += weights[k] != 0 ? 1 : 0;
            }
            while (rounds > 0) {
                rounds--;
                if (isSettled(some(count))) {
                    break;
                }
            }
        }
    }

    /**
     * With no weight below 0 a product with what is left of the target is never more than that with the target itself,
     * as no product is below 0. So an item whose product does not exceed the threshold now never will.
     */
    private void choose(int target) {
        int most = settings.positive() ? products.size(target) : products.rows();
        if (candidates.length < most) {
            grow(most);
        }
        size = 0;
        if (settings.positive()) {
            for (int p = products.start(target); p < products.end(target); p++) {
                if (products.value(p) > lasso && products.column(p) != target) {
                    admit(products.column(p), products.value(p));
                }
            }
        } else {
            int p = products.start(target);
            for (int item = 0; item < products.rows(); item++) {
                boolean common = p < products.end(target) && products.column(p) == item;
                if (item != target) {
                    admit(item, common ? products.value(p) : 0);
                }
                p += common ? 1 : 0;
            }
        }
        Arrays.fill(filled, 0, size, false);
        Arrays.fill(weights, 0, size, 0);
    }

    private void admit(int item, float product) {
        places[item] = size;
        candidates[size] = item;
        gradient[size] = product;
        squares[size] = products.value(products.find(item, item));
        size++;
    }

    private void grow(int most) {
        candidates = Arrays.copyOf(candidates, most);
        weights = new double[most];
        squares = new double[most];
        gradient = new double[most];
        rows = Arrays.copyOf(rows, most);
        filled = new boolean[most];
        active = new int[most + 1];
    }

    /** The largest change as a share of the largest weight. */
    private boolean isSettled(double change) {
        double largest = 0;
        for (int k = 0; k < size; k++) {
            largest = Math.max(largest, Math.abs(weights[k]));
        }
        return change <= settings.tolerance() * largest;
    }

    private double all() {
        double change = 0;
        for (int k = 0; k < size; k++) {
            change = Math.max(change, update(k));
        }
        return change;
    }

    private double some(int count) {
        double change = 0;
        for (int a = 0; a < count; a++) {
            change = Math.max(change, update(active[a]));
        }
        return change;
    }

    private double update(int k) {
        double before = weights[k];
        double product = gradient[k] + squares[k] * before;
        double after = product > lasso
                ? (product - lasso) / (squares[k] + ridge)
                : !settings.positive() && product < -lasso ? (product + lasso) / (squares[k] + ridge) : 0;
        double difference = after - before;
        if (difference != 0) {
            weights[k] = after;
            subtract(row(k), difference);
        }
        return Math.abs(difference);
    }

    private void subtract(double[] row, double factor) {
        double[] to = gradient;
        int n = size;
        for (int k = 0; k < n; k++) {
            to[k] -= factor * row[k];
        }
    }

    private double[] row(int k) {
        double[] row = rows[k];
        if (row == null || row.length < size) {
            held += size - (row == null ? 0 : row.length);
            row = new double[size];
            rows[k] = row;
        } else if (filled[k]) {
            return row;
        }
        Arrays.fill(row, 0, size, 0);
        int item = candidates[k];
        for (int p = products.start(item); p < products.end(item); p++) {
            int place = places[products.column(p)];
            if (place >= 0) {
                row[place] = products.value(p);
            }
        }
        filled[k] = true;
        return row;
    }
}
