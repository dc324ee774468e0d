// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.segment;

import java.util.List;
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

    /**
     * How the columns were prepared, for a person: one line for each column that was used or left out, then what else is
     * to be said of how the clusters came about.
     */
    List<String> preparation();

    /**
     * Names of the clusters by number, where the strategy knows what each of them is; empty where names are to be made
     * from what distinguishes the clusters.
     */
    default List<String> names() {
        return List.of();
    }

    /**
     * How firmly each training row belongs to its cluster, 0..1, and 0 for noise; empty where the strategy cannot tell. A
     * fresh array.
     */
    default double[] strengths() {
        return new double[0];
    }

    /**
     * How far each training row is out of place among its surroundings, 0..1; empty where the strategy cannot tell. A
     * fresh array.
     */
    default double[] outlierScores() {
        return new double[0];
    }

    /**
     * Probability of each cluster for each row of another table, row-major {@code rows × clusters()}, each row adding up
     * to 1; empty where a row belongs to one cluster only.
     */
    default double[] memberships(FeatureTable rows) {
        return new double[0];
    }

    /** Pictures that show how the clusters came about, such as a dendrogram. */
    default List<Figure> figures() {
        return List.of();
    }
}
