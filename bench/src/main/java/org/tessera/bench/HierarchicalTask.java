// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tessera.segment.hierarchical.Hierarchical;
import org.tessera.segment.hierarchical.HierarchicalModel;

/** Segments by hierarchical clustering. */
final class HierarchicalTask extends ClusterTask<HierarchicalModel> {
    @Override
    public String name() {
        return "hierarchical";
    }

    @Override
    public String summary() {
        return "hierarchical clustering of a matrix as it is, of all rows";
    }

    @Override
    String strategy() {
        return Hierarchical.NAME;
    }

    @Override
    List<Option> ownOptions() {
        return List.of(
                Option.required("linkage", "NAME", "ward, average, complete or single"),
                Option.required("k", "CLUSTERS", "clusters; 0 chooses their number"),
                Option.optional("heights-out", "FILE.f64", "writes the heights of all merges, ascending"));
    }

    @Override
    Map<String, Object> settings(Options options) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("linkage", options.needed("linkage"));
        settings.put("k", options.number("k", 0, Integer.MAX_VALUE));
        settings.put("sample", 0);
        return settings;
    }

    /** Heights are written here, where options are at hand, after each repetition; it takes a millisecond. */
    @Override
    Training<HierarchicalModel> training(Options options, int columns) {
        Hierarchical strategy = new Hierarchical();
        Optional<Path> heights = options.path("heights-out");
        if (heights.isEmpty()) {
            return strategy::train;
        }
        return (table, settings, context) -> {
            HierarchicalModel model = strategy.train(table, settings, context);
            try {
                RawFile.write(heights.get(), model.heights());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return model;
        };
    }

    @Override
    Map<String, Number> quality(HierarchicalModel model) {
        double[] heights = model.heights();
        return Map.of("highest_merge", heights.length == 0 ? 0 : heights[heights.length - 1]);
    }
}
