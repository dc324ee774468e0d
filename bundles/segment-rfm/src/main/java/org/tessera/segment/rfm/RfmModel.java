// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.rfm;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.features.FeatureEncoder;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;

/**
 * Segments by rules on scores, which go by the customers of training. A row whose segment had nobody then, or that no rule
 * holds for, belongs to none. Immutable and safe for many threads.
 */
public final class RfmModel implements ClusterModel {
    private static final int VERSION = 1;

    private final FeatureEncoder encoder;
    private final RfmSettings settings;
    private final List<Scale> scales;
    private final int[] labels;
    private final List<String> names;
    private final List<String> preparation;

    /**
     * @param scales of recency, frequency and monetary value
     * @param labels segment of each training row; not copied
     * @param names of the segments by number
     */
    RfmModel(
            FeatureEncoder encoder,
            RfmSettings settings,
            List<Scale> scales,
            int[] labels,
            List<String> names,
            List<String> preparation) {
        this.encoder = encoder;
        this.settings = settings;
        this.scales = List.copyOf(scales);
        this.labels = labels;
        this.names = List.copyOf(names);
        this.preparation = List.copyOf(preparation);
    }

    @Override
    public Map<String, Object> settings() {
        return settings.describe();
    }

    @Override
    public int clusters() {
        return names.size();
    }

    @Override
    public int[] labels() {
        return labels.clone();
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public int[] assign(FeatureTable rows) {
        int[][] scores = new int[scales.size()][rows.rows()];
        for (int c = 0; c < scales.size(); c++) {
            double[] values = Columns.values(rows, settings.columns().get(c));
            for (int row = 0; row < values.length; row++) {
                scores[c][row] = scales.get(c).score(values[row]);
            }
        }
        int[] assigned = new int[rows.rows()];
        for (int row = 0; row < assigned.length; row++) {
            assigned[row] = settings.rules()
                    .name(scores[0][row], scores[1][row], scores[2][row])
                    .map(names::indexOf)
                    .orElse(NOISE);
        }
        return assigned;
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
        return preparation;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        ModelOutput model = new ModelOutput(out, Rfm.NAME, VERSION);
        model.writeTexts(settings.describe());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        encoder.write(new DataOutputStream(bytes));
        model.writeBytes(bytes.toByteArray());
        for (Scale scale : scales) {
            model.writeDoubles(scale.thresholds());
        }
        model.writeInts(labels);
        writeList(names, model);
        writeList(preparation, model);
        model.finish();
    }

    static RfmModel read(InputStream in) throws IOException {
        ModelInput model = new ModelInput(in, Rfm.NAME, VERSION);
        RfmSettings settings;
        try {
            settings = RfmSettings.of(
                    Settings.overlay(Rfm.Config.class, Settings.defaults(Rfm.Config.class), model.readTexts()));
        } catch (SettingException e) {
            throw new IOException("the model's " + e.getMessage(), e);
        }
        FeatureEncoder encoder = FeatureEncoder.read(new DataInputStream(new ByteArrayInputStream(model.readBytes())));
        List<Scale> scales = new ArrayList<>();
        for (int c = 0; c < RfmSettings.COLUMNS.size(); c++) {
            scales.add(new Scale(model.readDoubles(), c == 0));
        }
        RfmModel read = new RfmModel(encoder, settings, scales, model.readInts(), readList(model), readList(model));
        model.finish();
        return read;
    }

    private static void writeList(List<String> texts, ModelOutput out) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeText(text);
        }
    }

    private static List<String> readList(ModelInput in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(in.readText());
        }
        return texts;
    }
}
