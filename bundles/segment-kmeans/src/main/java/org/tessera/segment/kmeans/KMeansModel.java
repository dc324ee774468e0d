// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.ClusterModel;
import org.tessera.numerics.features.FeatureEncoder;

/** Segments around centres. Immutable and safe for many threads. */
public final class KMeansModel implements ClusterModel {
    private final FeatureEncoder encoder;
    private final Centres centres;
    private final int[] labels;
    private final Map<String, Object> settings;
    private final List<String> notes;
    private final double inertia;
    private final int iterations;

    /**
     * @param labels segment of each training row; not copied
     * @param notes on how the segments came about, in words
     */
    KMeansModel(
            FeatureEncoder encoder,
            Centres centres,
            int[] labels,
            Map<String, Object> settings,
            List<String> notes,
            double inertia,
            int iterations) {
        this.encoder = encoder;
        this.centres = centres;
        this.labels = labels;
        this.settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        this.notes = List.copyOf(notes);
        this.inertia = inertia;
        this.iterations = iterations;
    }

    @Override
    public Map<String, Object> settings() {
        return settings;
    }

    @Override
    public int clusters() {
        return centres.k();
    }

    @Override
    public int[] labels() {
        return labels.clone();
    }

    @Override
    public int[] assign(FeatureTable rows) {
        return centres.assign(encoder.encode(rows), rows.rows());
    }

    @Override
    public double[] embed(FeatureTable rows) {
        return encoder.encode(rows);
    }

    @Override
    public int dimensions() {
        return encoder.dimensions();
    }

    @Override
    public List<String> preparation() {
        List<String> lines = new ArrayList<>(encoder.describe());
        lines.addAll(notes);
        return lines;
    }

    /** Sum of the squared distances of the training rows to the centres of their segments. */
    public double inertia() {
        return inertia;
    }

    /** How often the centres were moved. */
    public int iterations() {
        return iterations;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        ModelFormat.write(this, out);
    }

    FeatureEncoder encoder() {
        return encoder;
    }

    Centres centres() {
        return centres;
    }

    int[] trainingLabels() {
        return labels;
    }

    List<String> notes() {
        return notes;
    }
}
