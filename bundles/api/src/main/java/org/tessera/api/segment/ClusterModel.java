// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.segment;

import org.tessera.api.data.FeatureTable;
import org.tessera.api.strategy.Model;

/** Groups found in a table. Clusters are numbered from 0, the largest first. */
public interface ClusterModel extends Model {
    /** The label of rows that belong to no cluster. */
    int NOISE = -1;

    /** Number of clusters, noise not counted. */
    int clusters();

    /** Cluster of each training row, or {@link #NOISE}; a fresh array. */
    int[] labels();

    /**
     * Cluster of each row of another table with the same columns (by name; others are ignored, those that lack count as
     * missing), or {@link #NOISE}.
     */
    int[] assign(FeatureTable rows);

    /**
     * The rows as the algorithm saw them, prepared and dense, row-major {@code rows × dimensions()}: what distances,
     * silhouettes and projections are computed on. For the table it was trained on and others alike.
     */
    double[] embed(FeatureTable rows);

    /** Columns of what {@link #embed} returns. */
    int dimensions();

    /** How the columns were prepared, for a person: one line for each column that was used. */
    java.util.List<String> preparation();
}
