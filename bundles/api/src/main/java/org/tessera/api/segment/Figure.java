// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.segment;

/** A picture that a model brings along, as numbers: whoever shows it draws it. Arrays are only to be read. */
public sealed interface Figure {
    /** What it shows, for a person. */
    String title();

    /**
     * A line through points.
     *
     * @param x ascending
     * @param y as many
     * @param mark value of y at which a level line is drawn, NaN for none
     * @param markText what the level line is
     */
    record Curve(String title, String xLabel, String yLabel, double[] x, double[] y, double mark, String markText)
            implements Figure {
        public Curve {
            if (x.length != y.length) {
                throw new IllegalArgumentException(x.length + " values of x for " + y.length + " of y");
            }
        }
    }

    /**
     * A tree of merges, its lower part left out where it would be too large to see. Of {@code m} merges the i-th joins two
     * nodes to node {@code m + 1 + i}; the nodes 0..m are leaves, each of one or more rows.
     *
     * @param left first node of each merge
     * @param right second node of each merge
     * @param height of each merge, ascending
     * @param sizes rows of each of the {@code m + 1} leaves
     * @param labels cluster of each leaf, or {@link ClusterModel#NOISE}
     * @param cut height at which the tree was cut, NaN where it was not cut at one height
     */
    record Dendrogram(String title, int[] left, int[] right, double[] height, int[] sizes, int[] labels, double cut)
            implements Figure {
        public Dendrogram {
            int merges = height.length;
            if (left.length != merges
                    || right.length != merges
                    || sizes.length != merges + 1
                    || labels.length != merges + 1) {
                throw new IllegalArgumentException(merges + " merges with " + left.length + " and " + right.length
                        + " nodes, " + sizes.length + " sizes and " + labels.length + " labels of leaves");
            }
        }
    }
}
