// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.clusters;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.strategy.SettingException;
import org.tessera.numerics.features.FeatureEncoder;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;

/**
 * A cluster model over a table that a {@link FeatureEncoder} has prepared: keeps what is the same for all of them, and
 * writes and reads it. What extends it adds how a row is assigned, and what it needs for that. Immutable and safe for
 * many threads, if what extends it is.
 */
public abstract class EncodedClusterModel implements ClusterModel {
    private final Parts parts;

    /**
     * What is the same for all of them.
     *
     * @param labels of the training rows, numbered by {@link ClusterLabels#bySize}; not copied
     * @param clusters how many there are, noise not counted
     * @param settings every setting by name
     * @param notes on how the clusters came about, in words
     */
    public record Parts(
            FeatureEncoder encoder, int[] labels, int clusters, Map<String, Object> settings, List<String> notes) {
        public Parts {
            settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
            notes = List.copyOf(notes);
        }
    }

    /** Makes settings as a model shows them out of their text, as a strategy's own typed settings do. */
    @FunctionalInterface
    public interface SettingsReader {
        /** @throws SettingException if one is unknown or out of range */
        Map<String, Object> typed(Map<String, String> texts);
    }

    protected EncodedClusterModel(Parts parts) {
        this.parts = parts;
    }

    @Override
    public final Map<String, Object> settings() {
        return parts.settings();
    }

    @Override
    public final int clusters() {
        return parts.clusters();
    }

    @Override
    public final int[] labels() {
        return parts.labels().clone();
    }

    @Override
    public final int[] assign(FeatureTable rows) {
        return rows.rows() == 0 ? new int[0] : assign(parts.encoder().encode(rows), rows.rows());
    }

    @Override
    public final double[] embed(FeatureTable rows) {
        return parts.encoder().encode(rows);
    }

    @Override
    public final int dimensions() {
        return parts.encoder().dimensions();
    }

    @Override
    public final List<String> preparation() {
        List<String> lines = new ArrayList<>(parts.encoder().describe());
        lines.addAll(parts.notes());
        return lines;
    }

    @Override
    public final void write(OutputStream out) throws IOException {
        ModelOutput model = new ModelOutput(out, format(), version());
        model.writeTexts(parts.settings());
        ByteArrayOutputStream encoder = new ByteArrayOutputStream();
        parts.encoder().write(new DataOutputStream(encoder));
        model.writeBytes(encoder.toByteArray());
        model.writeInts(parts.labels());
        model.writeInt(parts.clusters());
        model.writeInt(parts.notes().size());
        for (String note : parts.notes()) {
            model.writeText(note);
        }
        writeRest(model);
        model.finish();
    }

    /**
     * Reads what {@link #write} has written before it called {@link #writeRest}, whose counterpart comes next, and then
     * {@link ModelInput#finish()}.
     *
     * @throws IOException if the stream fails, ends early or holds anything else
     */
    protected static Parts readParts(ModelInput model, SettingsReader settings) throws IOException {
        Map<String, Object> typed;
        try {
            typed = settings.typed(model.readTexts());
        } catch (SettingException e) {
            throw new IOException("the model's " + e.getMessage(), e);
        }
        FeatureEncoder encoder = FeatureEncoder.read(new DataInputStream(new ByteArrayInputStream(model.readBytes())));
        int[] labels = model.readInts();
        int clusters = model.readInt();
        List<String> notes = new ArrayList<>();
        for (int left = model.readInt(); left > 0; left--) {
            notes.add(model.readText());
        }
        return new Parts(encoder, labels, clusters, typed, notes);
    }

    /** The training rows' labels themselves, only to be read. */
    protected final int[] trainingLabels() {
        return parts.labels();
    }

    /** Name of the format that {@link #write} writes, such as the strategy's. */
    protected abstract String format();

    /** Version of that format. */
    protected abstract int version();

    /** Writes what the parts do not hold. */
    protected abstract void writeRest(ModelOutput out) throws IOException;

    /**
     * The cluster of each prepared row, or {@link #NOISE}.
     *
     * @param x {@code rows × dimensions()}, row-major; only read
     */
    protected abstract int[] assign(double[] x, int rows);
}
