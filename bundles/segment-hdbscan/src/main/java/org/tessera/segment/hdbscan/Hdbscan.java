// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.Strategy;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.features.FeatureEncoder;

/**
 * Segments by HDBSCAN*: dense groups of any shape, each at the density at which it stands out most, and noise between
 * them (Campello, Moulavi and Sander, Density-based clustering based on hierarchical density estimates, PAKDD 2013;
 * Campello, Moulavi, Zimek and Sander, Hierarchical density estimates for data clustering, visualization, and outlier
 * detection, TKDD 10, 2015). Safe for many threads.
 */
@Component(
        service = Clusterer.class,
        property = Strategy.NAME + "=" + Hdbscan.NAME,
        configurationPid = "org.tessera.segment.hdbscan")
@Designate(ocd = Hdbscan.Config.class)
public final class Hdbscan implements Clusterer {
    /** By this name people choose it. */
    public static final String NAME = "hdbscan";

    private final Config config;
    private final HdbscanSettings settings;

    /** The settings and their defaults. */
    @ObjectClassDefinition(
            name = "Tessera segments: HDBSCAN",
            description = "Dense groups of any shape and of different density, the rest noise.")
    public @interface Config {
        @AttributeDefinition(
                name = "Smallest segment",
                description = "Fewest customers of a segment, at least 2; 0: twice the square root of all customers.",
                min = "0")
        int minclustersize() default 0;

        @AttributeDefinition(
                name = "Samples",
                description = "Customers within the distance that measures density, oneself counted; 0: two.",
                min = "0")
        int minsamples() default 0;

        @AttributeDefinition(
                name = "Method",
                description = "How segments are taken from the tree of all densities.",
                options = {
                    @Option(label = "eom: those that stand out most", value = "eom"),
                    @Option(label = "leaf: the finest ones", value = "leaf")
                })
        String method() default "eom";

        @AttributeDefinition(
                name = "Epsilon",
                description = "Segments nearer to each other than this distance are not separated; 0 separates all.",
                min = "0")
        double epsilon() default 0;

        @AttributeDefinition(name = "Single", description = "Whether all customers may be a single segment.")
        boolean single() default false;

        @AttributeDefinition(
                name = "Scaling",
                description = "What makes numbers of different units comparable.",
                options = {
                    @Option(label = "none", value = "none"),
                    @Option(label = "standard: mean 0, deviation 1", value = "standard"),
                    @Option(label = "robust: median 0, interquartile range 1", value = "robust"),
                    @Option(label = "quantile: by rank", value = "quantile")
                })
        String scaling() default "standard";

        @AttributeDefinition(
                name = "Logarithms",
                description = "Which numbers are taken as signed logarithms.",
                options = {
                    @Option(label = "auto: skewed ones, such as money", value = "auto"),
                    @Option(label = "never", value = "never")
                })
        String logs() default "auto";

        @AttributeDefinition(
                name = "Missing",
                description = "What stands for a missing number.",
                options = {
                    @Option(label = "mean", value = "mean"),
                    @Option(label = "median", value = "median"),
                    @Option(label = "indicator: the mean, and marked", value = "indicator")
                })
        String missing() default "median";

        @AttributeDefinition(
                name = "Levels",
                description = "A category gets at most so many columns of its own.",
                min = "1")
        int levels() default 20;

        @AttributeDefinition(
                name = "Hashing",
                description = "Columns that the rarer levels of a category are hashed into; 0: one that they share.",
                min = "0")
        int hashing() default 0;

        @AttributeDefinition(
                name = "Selection",
                description = "Which of the prepared columns are kept.",
                options = {
                    @Option(label = "none: all", value = "none"),
                    @Option(label = "variance: those that vary most", value = "variance"),
                    @Option(label = "information: those that tell most of the others", value = "information")
                })
        String selection() default "none";

        @AttributeDefinition(
                name = "Columns",
                description = "How many columns a selection keeps; 0 leaves it to a threshold.",
                min = "0")
        int columns() default 0;

        @AttributeDefinition(
                name = "Components",
                description = "Principal components: a share of the variance below 1, or their number; 0: none.",
                min = "0")
        double components() default 0;
    }

    /** With a component's configuration; a setting out of range is refused here. */
    @Activate
    public Hdbscan(Config config) {
        this.config = config;
        this.settings = HdbscanSettings.of(config);
    }

    /** With the defaults. */
    public Hdbscan() {
        this(Settings.defaults(Config.class));
    }

    @Override
    public Map<String, Object> settings() {
        return settings.describe();
    }

    /** Coarser and finer than the settings in force, and the finest groups instead of the most stable ones. */
    @Override
    public List<Map<String, Object>> alternatives(int rows) {
        int size = settings.clusterSizeFor(rows);
        List<Map<String, Object>> alternatives = new ArrayList<>(List.of(Map.of()));
        if (size >= 4) {
            alternatives.add(Map.of("minclustersize", size / 2));
        }
        if (4L * size <= rows) {
            alternatives.add(Map.of("minclustersize", 2 * size));
        }
        alternatives.add(Map.of("minsamples", Math.max(5, 2 * settings.samples())));
        alternatives.add(Map.of("method", settings.method() == Selection.Method.EOM ? "leaf" : "eom"));
        return List.copyOf(alternatives);
    }

    @Override
    public HdbscanModel train(FeatureTable input, Map<String, ?> overrides, TrainingContext context) {
        HdbscanSettings run = HdbscanSettings.of(Settings.overlay(Config.class, config, overrides));
        context.progress().report("preparing", 0, input.rows());
        return new HdbscanRun(FeatureEncoder.fit(input, run.preparation()), input.rows(), run, context).train();
    }

    @Override
    public HdbscanModel read(InputStream in) throws IOException {
        return HdbscanModel.read(in);
    }
}
