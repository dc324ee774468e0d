// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.clusters;

/**
 * Measures of how tight clusters are against how far apart, by their centroids. Time O(points × dimensions), and for
 * Davies-Bouldin O(clusters² × dimensions) beside it.
 */
public final class Dispersion {
    private Dispersion() {}

    /**
     * Davies-Bouldin index (Davies and Bouldin 1979, "A cluster separation measure"): over the clusters, the mean of the
     * worst ratio of two clusters' mean distances from their centroids to the distance of the centroids. From 0, the
     * lower the better; NaN with fewer than two clusters. Clusters with the same centroid do not count against each
     * other.
     */
    public static double daviesBouldin(LabelledPoints points) {
        int k = points.clusters();
        int d = points.dimensions;
        if (k < 2) {
            return Double.NaN;
        }
        double[] centroids = points.centroids();
        double[] spread = new double[k];
        for (int c = 0; c < k; c++) {
            for (int p = points.starts[c]; p < points.starts[c + 1]; p++) {
                spread[c] += Math.sqrt(
                        LabelledPoints.squaredDistance(points.data, points.order[p] * d, centroids, c * d, d));
            }
            spread[c] /= points.size(c);
        }
        double sum = 0;
        for (int a = 0; a < k; a++) {
            double worst = 0;
            for (int b = 0; b < k; b++) {
                double apart = Math.sqrt(LabelledPoints.squaredDistance(centroids, a * d, centroids, b * d, d));
                if (apart > 0) {
                    worst = Math.max(worst, (spread[a] + spread[b]) / apart);
                }
            }
            sum += worst;
        }
        return sum / k;
    }

    /**
     * Calinski-Harabasz index (Caliński and Harabasz 1974, "A dendrite method for cluster analysis"): variance between
     * the clusters over variance within, each by its degrees of freedom. From 0, the higher the better; NaN with fewer
     * than two clusters and where nothing varies within any.
     */
    public static double calinskiHarabasz(LabelledPoints points) {
        int k = points.clusters();
        int d = points.dimensions;
        if (k < 2) {
            return Double.NaN;
        }
        double[] centroids = points.centroids();
        double[] centre = new double[d];
        for (int c = 0; c < k; c++) {
            for (int j = 0; j < d; j++) {
                centre[j] += centroids[c * d + j] * points.size(c) / points.size();
            }
        }
        double between = 0;
        double within = 0;
        for (int c = 0; c < k; c++) {
            between += points.size(c) * LabelledPoints.squaredDistance(centroids, c * d, centre, 0, d);
            for (int p = points.starts[c]; p < points.starts[c + 1]; p++) {
                within += LabelledPoints.squaredDistance(points.data, points.order[p] * d, centroids, c * d, d);
            }
        }
        return within == 0 ? Double.NaN : between / within * (points.size() - k) / (k - 1);
    }
}
