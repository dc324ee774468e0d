// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.rfm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.SettingException;
import org.tessera.numerics.clusters.ClusterLabels;
import org.tessera.numerics.features.FeatureEncoder;
import org.tessera.numerics.features.Preparation;

/** One training, from a table to a model. */
final class RfmRun {
    /** By rank, as scores are; what is missing is marked. */
    private static final Preparation BY_RANK =
            new Preparation(Preparation.Scaling.QUANTILE, Preparation.Logs.NEVER, Preparation.Missing.INDICATOR, 20);

    private static final int REPORT = 4096;

    private final FeatureTable table;
    private final RfmSettings settings;
    private final Progress progress;

    RfmRun(FeatureTable table, RfmSettings settings, Progress progress) {
        this.table = table;
        this.settings = settings;
        this.progress = progress;
    }

    RfmModel train() {
        int n = table.rows();
        progress.report("preparing", 0, n);
        FeatureEncoder encoder = FeatureEncoder.fit(chosen(), BY_RANK).encoder();
        List<Scale> scales = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        for (int c = 0; c < RfmSettings.COLUMNS.size(); c++) {
            progress.report("scoring", c, RfmSettings.COLUMNS.size());
            double[] values = Columns.values(table, settings.columns().get(c));
            columns.add(values);
            scales.add(Scale.of(values, settings.scores(), c == 0));
        }
        List<String> all = settings.rules().names();
        Map<String, Integer> places = new LinkedHashMap<>();
        all.forEach(name -> places.put(name, places.size()));
        int[] found = new int[n];
        int outside = 0;
        for (int row = 0; row < n; row++) {
            if (row % REPORT == 0) {
                progress.report("naming", row, n);
            }
            found[row] = settings.rules()
                    .name(
                            scales.get(0).score(columns.get(0)[row]),
                            scales.get(1).score(columns.get(1)[row]),
                            scales.get(2).score(columns.get(2)[row]))
                    .map(places::get)
                    .orElse(ClusterModel.NOISE);
            outside += found[row] < 0 ? 1 : 0;
        }
        ClusterLabels labels = ClusterLabels.bySize(found);
        if (labels.clusters() == 0) {
            throw new TesseraException(
                    "no rule of the setting segments holds for any of the " + n + " rows",
                    "write rules that cover scores from 1 to " + settings.scores() + ", the last of them for 'any'");
        }
        String[] names = new String[labels.clusters()];
        for (int place = 0; place < labels.renumbered().length; place++) {
            if (labels.renumbered()[place] >= 0) {
                names[labels.renumbered()[place]] = all.get(place);
            }
        }
        return new RfmModel(
                encoder,
                settings,
                scales,
                labels.labels(),
                List.of(names),
                preparation(encoder, scales, all, List.of(names), outside));
    }

    /** The columns it goes by, each once. */
    private FeatureTable chosen() {
        if (table.rows() == 0 || table.columns().isEmpty()) {
            return table;
        }
        FeatureTable.Builder builder = FeatureTable.builder(table.rows());
        List<String> taken = new ArrayList<>();
        for (int c = 0; c < RfmSettings.COLUMNS.size(); c++) {
            String setting = RfmSettings.COLUMNS.get(c);
            String name = settings.columns().get(c);
            FeatureTable.Column column = table.column(name)
                    .orElseThrow(() -> new SettingException(
                            setting,
                            "there is no column '" + name + "'",
                            "give one of the columns here: "
                                    + table.columns().stream()
                                            .map(FeatureTable.Column::name)
                                            .collect(Collectors.joining(", "))));
            if (!(column instanceof FeatureTable.Numeric)) {
                throw new SettingException(
                        setting, "column '" + name + "' is a category, expected numbers", "give a column of numbers");
            }
            if (!taken.contains(name)) {
                builder.numeric(name, column.unit(), Columns.values(table, name));
                taken.add(name);
            }
        }
        return builder.build();
    }

    private List<String> preparation(
            FeatureEncoder encoder, List<Scale> scales, List<String> all, List<String> names, int outside) {
        List<String> lines = new ArrayList<>(encoder.describe());
        for (FeatureTable.Column column : table.columns()) {
            if (!settings.columns().contains(column.name())) {
                lines.add(column.name() + ": left out, segments go by " + String.join(", ", settings.columns()));
            }
        }
        for (int c = 0; c < scales.size(); c++) {
            lines.add("scores of " + RfmSettings.COLUMNS.get(c) + " by "
                    + settings.columns().get(c) + ": " + scales.get(c).describe() + "; 0 where missing");
        }
        List<String> empty = all.stream().filter(name -> !names.contains(name)).toList();
        if (!empty.isEmpty()) {
            lines.add("segments without customers: " + String.join(", ", empty));
        }
        if (outside > 0) {
            lines.add(outside + " of " + table.rows() + " rows meet no rule and belong to no segment");
        }
        return lines;
    }
}
