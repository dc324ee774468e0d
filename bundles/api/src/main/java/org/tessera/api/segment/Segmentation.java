// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.segment;

import java.util.List;
import java.util.Map;

/**
 * Segments and how good they are.
 *
 * @param strategy that formed them
 * @param model id of the model
 * @param preparation how the columns were prepared
 * @param quality {@code silhouette}, {@code davies_bouldin}, {@code calinski_harabasz}, and others by name
 * @param choice what else was tried and why this was taken; {@link Choice#NONE} where a person chose
 */
public record Segmentation(
        String strategy,
        String model,
        List<Segment> segments,
        List<String> preparation,
        Map<String, Double> quality,
        Choice choice) {
    /** Segments of a strategy that a person chose. */
    public Segmentation(
            String strategy,
            String model,
            List<Segment> segments,
            List<String> preparation,
            Map<String, Double> quality) {
        this(strategy, model, segments, preparation, quality, Choice.NONE);
    }
}
