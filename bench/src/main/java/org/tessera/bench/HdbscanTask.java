// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tessera.segment.hdbscan.Hdbscan;
import org.tessera.segment.hdbscan.HdbscanModel;

/** Segments by HDBSCAN. */
final class HdbscanTask extends ClusterTask<HdbscanModel> {
    @Override
    public String name() {
        return "hdbscan";
    }

    @Override
    public String summary() {
        return "HDBSCAN on a matrix as it is";
    }

    @Override
    String strategy() {
        return Hdbscan.NAME;
    }

    @Override
    List<Option> ownOptions() {
        return List.of(
                Option.optional("minClusterSize", "ROWS", "fewest rows of a cluster, default: chosen by their number"),
                Option.optional("minSamples", "ROWS", "rows within a core distance, itself counted, default: chosen"));
    }

    @Override
    Map<String, Object> settings(Options options) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("minclustersize", options.number("minClusterSize", 0, 0, Integer.MAX_VALUE));
        settings.put("minsamples", options.number("minSamples", 0, 0, Integer.MAX_VALUE));
        return settings;
    }

    @Override
    Training<HdbscanModel> training(Options options, int columns) {
        return new Hdbscan()::train;
    }
}
