// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.data.FeatureTable.Numeric;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.segment.Figure;
import org.tessera.api.strategy.TrainingContext;

/**
 * Knows all that a strategy may know of its clusters: names, strengths, outlier scores, probabilities, figures. Cuts the
 * column {@code spend} at 100 into "Small" and "Big"; what is missing there is noise. The bands are not numbered by size.
 */
public final class BandClusterer implements Clusterer {
    private final List<String> traits;
    private final boolean fails;

    /** @param traits it goes by when nobody says which */
    public BandClusterer(List<String> traits) {
        this(traits, false);
    }

    private BandClusterer(List<String> traits, boolean fails) {
        this.traits = traits;
        this.fails = fails;
    }

    /** One that cannot be trained. */
    public static BandClusterer failing() {
        return new BandClusterer(List.of(), true);
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of();
    }

    @Override
    public List<String> traits(Map<String, ?> overrides) {
        return traits;
    }

    @Override
    public ClusterModel train(FeatureTable input, Map<String, ?> overrides, TrainingContext context) {
        if (fails) {
            throw new TesseraException("there is no way", "try another");
        }
        context.progress().report("banding", 1, 1);
        return new Bands(values(input));
    }

    private static double[] values(FeatureTable rows) {
        Numeric spend = (Numeric) rows.column("spend").orElseThrow();
        return IntStream.range(0, rows.rows()).mapToDouble(spend::value).toArray();
    }

    @Override
    public ClusterModel read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        double[] values = new double[data.readInt()];
        for (int row = 0; row < values.length; row++) {
            values[row] = data.readDouble();
        }
        return new Bands(values);
    }

    private record Bands(double[] values) implements ClusterModel {
        private static int band(double value) {
            return Double.isNaN(value) ? NOISE : value > 100 ? 1 : 0;
        }

        @Override
        public int clusters() {
            return 2;
        }

        @Override
        public int[] labels() {
            return Arrays.stream(values).mapToInt(Bands::band).toArray();
        }

        @Override
        public int[] assign(FeatureTable rows) {
            return Arrays.stream(BandClusterer.values(rows))
                    .mapToInt(Bands::band)
                    .toArray();
        }

        @Override
        public double[] embed(FeatureTable rows) {
            return Arrays.stream(BandClusterer.values(rows))
                    .map(value -> Double.isNaN(value) ? 0 : value)
                    .toArray();
        }

        @Override
        public int dimensions() {
            return 1;
        }

        @Override
        public List<String> preparation() {
            return List.of("spend as it is");
        }

        @Override
        public List<String> names() {
            return List.of("Small", "Big");
        }

        @Override
        public double[] strengths() {
            return Arrays.stream(values)
                    .map(value -> Double.isNaN(value) ? 0 : Math.min(1, Math.abs(value - 100) / 100))
                    .toArray();
        }

        @Override
        public double[] outlierScores() {
            return Arrays.stream(strengths()).map(strength -> 1 - strength).toArray();
        }

        @Override
        public double[] memberships(FeatureTable rows) {
            double[] shares = new double[2 * rows.rows()];
            double[] spend = BandClusterer.values(rows);
            for (int row = 0; row < spend.length; row++) {
                shares[2 * row + 1] = Double.isNaN(spend[row]) ? .5 : Math.max(0, Math.min(1, spend[row] / 200));
                shares[2 * row] = 1 - shares[2 * row + 1];
            }
            return shares;
        }

        @Override
        public List<Figure> figures() {
            double[] sorted =
                    Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
            double[] ranks = IntStream.range(0, sorted.length).asDoubleStream().toArray();
            return List.of(new Figure.Curve("Spend", "rank", "spend", ranks, sorted, 100, "cut"));
        }

        @Override
        public Map<String, Object> settings() {
            return new LinkedHashMap<>();
        }

        @Override
        public void write(OutputStream out) throws IOException {
            DataOutputStream data = new DataOutputStream(out);
            data.writeInt(values.length);
            for (double value : values) {
                data.writeDouble(value);
            }
            data.flush();
        }
    }
}
