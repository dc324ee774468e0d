package ${package};

import ${package}.${className}Clusterer.Config;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.features.FeatureEncoder;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;

/** How a row is prepared, and the questions that lead to its segment. Immutable and safe for many threads. */
final class ${className}ClusterModel implements ClusterModel {
    /** Stands at the head of every saved model, so that no other strategy takes it for its own. */
    private static final String FORMAT = "${package}";

    /** To be raised when what is written changes; what is read may then depend on {@link ModelInput#version()}. */
    private static final int VERSION = 1;

    private final FeatureEncoder encoder;
    private final ${className}ClusterTree tree;
    private final int[] labels;
    private final Map<String, Object> settings;

    ${className}ClusterModel(
            FeatureEncoder encoder, ${className}ClusterTree tree, int[] labels, Map<String, Object> settings) {
        this.encoder = encoder;
        this.tree = tree;
        this.labels = labels;
        this.settings = settings;
    }

    @Override
    public Map<String, Object> settings() {
        return settings;
    }

    @Override
    public int clusters() {
        return tree.segments();
    }

    @Override
    public int[] labels() {
        return labels.clone();
    }

    @Override
    public int[] assign(FeatureTable rows) {
        return tree.labels(encoder.encode(rows), rows.rows());
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
        return encoder.describe();
    }

    @Override
    public void write(OutputStream out) throws IOException {
        ByteArrayOutputStream preparation = new ByteArrayOutputStream();
        encoder.write(new DataOutputStream(preparation));
        ModelOutput model = new ModelOutput(out, FORMAT, VERSION);
        model.writeTexts(settings);
        model.writeBytes(preparation.toByteArray());
        model.writeInts(labels);
        model.writeDoubles(tree.directions());
        model.writeDoubles(tree.thresholds());
        model.writeInts(tree.children());
        model.finish();
    }

    static ${className}ClusterModel read(InputStream in) throws IOException {
        ModelInput model = new ModelInput(in, FORMAT, VERSION);
        Map<String, String> texts = model.readTexts();
        byte[] preparation = model.readBytes();
        int[] labels = model.readInts();
        double[] directions = model.readDoubles();
        double[] thresholds = model.readDoubles();
        int[] children = model.readInts();
        // From here on what was read is what was written.
        model.finish();
        FeatureEncoder encoder = FeatureEncoder.read(new DataInputStream(new ByteArrayInputStream(preparation)));
        try {
            Config config = Settings.overlay(Config.class, Settings.defaults(Config.class), texts);
            return new ${className}ClusterModel(
                    encoder,
                    new ${className}ClusterTree(encoder.dimensions(), directions, thresholds, children),
                    labels,
                    Settings.describe(Config.class, config));
        } catch (SettingException e) {
            throw new IOException("the model's " + e.getMessage(), e);
        }
    }
}
