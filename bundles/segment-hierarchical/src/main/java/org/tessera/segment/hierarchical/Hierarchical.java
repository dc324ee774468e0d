// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

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
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.Strategy;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.features.FeatureEncoder;

/**
 * Segments by hierarchical clustering: every customer is a group at first, the two nearest groups merge again and again
 * until one is left, and the tree of merges is cut (Müllner, Modern hierarchical, agglomerative clustering algorithms,
 * 2011; Murtagh and Contreras, Algorithms for hierarchical clustering: an overview, 2012). Safe for many threads.
 */
@Component(
        service = Clusterer.class,
        property = Strategy.NAME + "=" + Hierarchical.NAME,
        configurationPid = "org.tessera.segment.hierarchical")
@Designate(ocd = Hierarchical.Config.class)
public final class Hierarchical implements Clusterer {
    /** By this name people choose it. */
    public static final String NAME = "hierarchical";

    /** Pairs of so many rows take 200 MB: worth a try without asking. */
    private static final int ROWS_FOR_PAIRS = 7_000;

    private static final int[] NUMBERS = {3, 5, 8};

    private final Config config;
    private final HierarchicalSettings settings;

    /** The settings and their defaults. */
    @ObjectClassDefinition(
            name = "Tessera segments: hierarchical",
            description = "A tree of groups that merge, nearest first, cut into segments.")
    public @interface Config {
        @AttributeDefinition(
                name = "Linkage",
                description = "What the distance of two groups is.",
                options = {
                    @Option(label = "ward: least growth of the variance within", value = "ward"),
                    @Option(label = "average: mean distance of their customers", value = "average"),
                    @Option(label = "complete: the farthest two customers", value = "complete"),
                    @Option(label = "single: the nearest two customers", value = "single")
                })
        String linkage() default "ward";

        @AttributeDefinition(
                name = "Segments",
                description = "Number of segments; 0 cuts by height, or chooses where that is 0, too.",
                min = "0")
        int k() default 0;

        @AttributeDefinition(
                name = "Height",
                description = "Merges above this height are undone; 0 cuts by number, or chooses where that is 0, too.",
                min = "0")
        double height() default 0;

        @AttributeDefinition(name = "Fewest", description = "Fewest segments when the cut is chosen.", min = "2")
        int kmin() default 2;

        @AttributeDefinition(name = "Most", description = "Most segments when the cut is chosen.", min = "2")
        int kmax() default 20;

        @AttributeDefinition(
                name = "Sample",
                description = "Customers at most that the tree is grown of, the others are assigned; 0 for all.",
                min = "0")
        int sample() default 50_000;

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
                description = "Columns that rarer levels of a category are hashed into; 0 for one that they share.",
                min = "0")
        int hashing() default 0;

        @AttributeDefinition(
                name = "Selection",
                description = "Which of the prepared columns are kept.",
                options = {
                    @Option(label = "none: all of them", value = "none"),
                    @Option(label = "variance: those that vary most", value = "variance"),
                    @Option(label = "information: those that share most with the others", value = "information")
                })
        String selection() default "none";

        @AttributeDefinition(
                name = "Columns",
                description = "How many columns a selection keeps; 0 leaves it to a threshold.",
                min = "0")
        int columns() default 0;

        @AttributeDefinition(
                name = "Components",
                description = "Principal components: a share of the variance below 1, or a number; 0 for none.",
                min = "0")
        double components() default 0.0;
    }

    /** With a component's configuration; a setting out of range is refused here. */
    @Activate
    public Hierarchical(Config config) {
        this.config = config;
        this.settings = HierarchicalSettings.of(config);
    }

    /** With the defaults. */
    public Hierarchical() {
        this(Settings.defaults(Config.class));
    }

    @Override
    public Map<String, Object> settings() {
        return settings.describe();
    }

    /** Ward with some numbers of segments and with its own choice; average linkage where its pairs are not too many. */
    @Override
    public List<Map<String, Object>> alternatives(int rows) {
        List<Map<String, Object>> alternatives = new ArrayList<>();
        alternatives.add(Map.of("linkage", "ward", "k", 0, "height", 0.0));
        for (int k : NUMBERS) {
            if (k < rows) {
                alternatives.add(Map.of("linkage", "ward", "k", k, "height", 0.0));
            }
        }
        if (rows <= ROWS_FOR_PAIRS) {
            alternatives.add(Map.of("linkage", "average", "k", 0, "height", 0.0));
        }
        return alternatives;
    }

    @Override
    public HierarchicalModel train(FeatureTable input, Map<String, ?> overrides, TrainingContext context) {
        HierarchicalSettings run = settings(overrides);
        context.progress().report("preparing", 0, input.rows());
        if (run.k() > input.rows() && input.rows() > 0) {
            throw new SettingException(
                    "k",
                    run.k() + " segments of " + input.rows() + " rows, expected at most one for each row",
                    "give a k from 1 to " + input.rows() + ", or 0 to have it chosen");
        }
        FeatureEncoder.Fitted fitted = FeatureEncoder.fit(input, run.preparation());
        return new HierarchicalRun(fitted, input.rows(), run, context).train();
    }

    /** The settings of one run; a number or height given for it alone takes the place of the other one as configured. */
    private HierarchicalSettings settings(Map<String, ?> overrides) {
        Config given = Settings.overlay(Config.class, config, overrides);
        if (overrides.containsKey("k") && !overrides.containsKey("height") && given.k() > 0) {
            given = Settings.overlay(Config.class, given, Map.of("height", 0.0));
        } else if (overrides.containsKey("height") && !overrides.containsKey("k") && given.height() > 0) {
            given = Settings.overlay(Config.class, given, Map.of("k", 0));
        }
        return HierarchicalSettings.of(given);
    }

    @Override
    public HierarchicalModel read(InputStream in) throws IOException {
        return HierarchicalModel.read(in);
    }
}
