// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tessera.segment.dbscan.Dbscan;
import org.tessera.segment.dbscan.DbscanModel;

/** Segments by DBSCAN. */
final class DbscanTask extends ClusterTask<DbscanModel> {
    @Override
    public String name() {
        return "dbscan";
    }

    @Override
    public String summary() {
        return "DBSCAN on a matrix as it is";
    }

    @Override
    String strategy() {
        return Dbscan.NAME;
    }

    @Override
    List<Option> ownOptions() {
        return List.of(
                Option.optional("eps", "DISTANCE", "how far a neighbour may be away, default: suggested"),
                Option.optional("minPts", "ROWS", "neighbours of a core row, itself counted, default: by the columns"));
    }

    @Override
    Map<String, Object> settings(Options options) {
        Map<String, Object> settings = new LinkedHashMap<>();
        options.text("eps").ifPresent(eps -> settings.put("eps", eps));
        settings.put("minpts", options.number("minPts", 0, 0, Integer.MAX_VALUE));
        return settings;
    }

    @Override
    Training<DbscanModel> training(Options options, int columns) {
        return new Dbscan()::train;
    }

    @Override
    Map<String, Object> more(DbscanModel model) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("eps", model.eps());
        more.put("minPts", model.minPts());
        return more;
    }
}
