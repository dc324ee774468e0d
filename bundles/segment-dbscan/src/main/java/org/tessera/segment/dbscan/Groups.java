// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.dbscan;

import java.util.Optional;
import org.tessera.numerics.neighbours.KdTree;

/**
 * Core rows, the clusters they form, and the rows near them. Which rows are core rows and which of them belong together is
 * without ambiguity (Schubert, Sander, Ester, Kriegel and Xu, DBSCAN revisited, revisited, TODS 42, 2017); a row that is
 * near core rows of several clusters is of that of the nearest one, of equally near ones of that of the smallest row.
 *
 * @param labels by row, one number below the number of rows for each cluster; -1 for noise
 * @param core whether it is a core row, by row
 */
record Groups(int[] labels, boolean[] core) {
    /**
     * Looks at a grid in up to three columns, at a tree in more.
     *
     * @param x {@code n × d}, row-major; only read
     */
    static Groups find(double[] x, int n, int d, Density density) {
        if (d <= Cells.MOST_DIMENSIONS) {
            Optional<Cells> cells = Cells.of(x, n, d, density.eps());
            if (cells.isPresent()) {
                return new GridClusters(cells.get(), density).find();
            }
        }
        return byTree(x, n, d, density);
    }

    static Groups byTree(double[] x, int n, int d, Density density) {
        KdTree tree = KdTree.of(x, n, d, density.parallel());
        return new TreeClusters(tree, new TreeCores(tree, density).find(), density).find();
    }
}
