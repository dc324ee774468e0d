// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.data.FeatureTable.Numeric;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.TrainingContext;

/** Cuts the first column, which must be a number, in two; what is missing there is noise. */
public final class ThresholdClusterer implements Clusterer {
    public final AtomicInteger closed = new AtomicInteger();

    /** Names of the columns that the newest training saw. */
    public volatile List<String> seen = List.of();

    private final double defaultCut;
    private final List<String> traits;

    public ThresholdClusterer(double defaultCut) {
        this(defaultCut, List.of());
    }

    /** @param traits it goes by when nobody says which */
    public ThresholdClusterer(double defaultCut, List<String> traits) {
        this.defaultCut = defaultCut;
        this.traits = traits;
    }

    @Override
    public List<String> traits(Map<String, ?> overrides) {
        return traits;
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of("cut", defaultCut);
    }

    @Override
    public ClusterModel train(FeatureTable input, Map<String, ?> overrides, TrainingContext context) {
        overrides.keySet().stream()
                .filter(name -> !name.equals("cut"))
                .findFirst()
                .ifPresent(name -> {
                    throw new SettingException(name, "there is no such setting", "settings here: cut");
                });
        Object cut = overrides.get("cut");
        seen = input.columns().stream().map(FeatureTable.Column::name).toList();
        context.progress().report("cutting", 1, 1);
        double at = cut == null ? defaultCut : Double.parseDouble(cut.toString());
        return new Cut(at, labels(input, at));
    }

    private static int[] labels(FeatureTable rows, double cut) {
        Numeric first = (Numeric) rows.columns().get(0);
        return IntStream.range(0, rows.rows())
                .map(row -> first.isMissing(row) ? ClusterModel.NOISE : first.value(row) > cut ? 1 : 0)
                .toArray();
    }

    @Override
    public ClusterModel read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        double cut = data.readDouble();
        int[] labels = new int[data.readInt()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = data.readInt();
        }
        return new Cut(cut, labels);
    }

    private final class Cut implements ClusterModel {
        private final double cut;
        private final int[] labels;

        private Cut(double cut, int[] labels) {
            this.cut = cut;
            this.labels = labels;
        }

        @Override
        public int clusters() {
            return 2;
        }

        @Override
        public int[] labels() {
            return labels.clone();
        }

        @Override
        public int[] assign(FeatureTable rows) {
            return ThresholdClusterer.labels(rows, cut);
        }

        @Override
        public double[] embed(FeatureTable rows) {
            Numeric first = (Numeric) rows.columns().get(0);
            return IntStream.range(0, rows.rows())
                    .mapToDouble(row -> first.isMissing(row) ? 0 : first.value(row))
                    .toArray();
        }

        @Override
        public int dimensions() {
            return 1;
        }

        @Override
        public List<String> preparation() {
            return List.of("the first column as it is");
        }

        @Override
        public Map<String, Object> settings() {
            return Map.of("cut", cut);
        }

        @Override
        public void write(OutputStream out) throws IOException {
            DataOutputStream data = new DataOutputStream(out);
            data.writeDouble(cut);
            data.writeInt(labels.length);
            for (int label : labels) {
                data.writeInt(label);
            }
            data.flush();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
