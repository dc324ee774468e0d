// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.Strategy;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.features.FeatureEncoder;

/**
 * Segments by k-means: every customer belongs to the nearest of k centres, and every centre is the mean of its
 * customers. Seeded by greedy k-means++ (Arthur and Vassilvitskii 2007) or k-means|| (Bahmani et al. 2012), iterated by
 * Lloyd's algorithm (1982) with bounds (Hamerly 2010; Newling and Fleuret 2016) or in batches (Sculley 2010), the best of
 * several starts; k is chosen when it is 0. Safe for many threads.
 */
@Component(
        service = Clusterer.class,
        property = Strategy.NAME + "=" + KMeans.NAME,
        configurationPid = "org.tessera.segment.kmeans")
@Designate(ocd = KMeans.Config.class)
public final class KMeans implements Clusterer {
    /** By this name people choose it. */
    public static final String NAME = "kmeans";

    private static final int MOST_ALTERNATIVES = 12;
    private static final int ROWS_PER_ALTERNATIVE = 10;

    private final Config config;
    private final KMeansSettings settings;

    /** The settings and their defaults. */
    @ObjectClassDefinition(
            name = "Tessera segments: k-means",
            description = "Compact segments of similar size around their means.")
    public @interface Config {
        @AttributeDefinition(name = "Segments", description = "Number of segments; 0 chooses it.", min = "0")
        int k() default 0;

        @AttributeDefinition(name = "Fewest", description = "Fewest segments when the number is chosen.", min = "2")
        int kmin() default 2;

        @AttributeDefinition(name = "Most", description = "Most segments when the number is chosen.", min = "2")
        int kmax() default 20;

        @AttributeDefinition(name = "Starts", description = "Independent seedings; the best counts.", min = "1")
        int starts() default 5;

        @AttributeDefinition(name = "Iterations", description = "Most iterations for each start.", min = "1")
        int iterations() default 300;

        @AttributeDefinition(
                name = "Tolerance",
                description = "Movement of the centres at which it ends, relative to the variance of the rows.",
                min = "0")
        double tolerance() default 1e-4;

        @AttributeDefinition(
                name = "Seeding",
                description = "How the first centres are chosen.",
                options = {
                    @Option(label = "auto: by the numbers of customers and segments", value = "auto"),
                    @Option(label = "plusplus: k-means++, one after the other", value = "plusplus"),
                    @Option(label = "parallel: k-means||, many at a time", value = "parallel"),
                    @Option(label = "sample: the best of several on a sample", value = "sample"),
                    @Option(label = "random: any customers", value = "random")
                })
        String seeding() default "auto";

        @AttributeDefinition(
                name = "Bounds",
                description = "What saves comparing every customer with every centre; the result is the same.",
                options = {
                    @Option(label = "auto: by the numbers of customers, columns and segments", value = "auto"),
                    @Option(label = "none: all are compared, in blocks", value = "none"),
                    @Option(label = "hamerly: two bounds for each customer", value = "hamerly"),
                    @Option(label = "exponion: the same, and only centres around its own", value = "exponion")
                })
        String bounds() default "auto";

        @AttributeDefinition(
                name = "Batch",
                description = "Customers of a random batch from which centres learn; 0 takes all in every iteration.",
                min = "0")
        int batch() default 0;

        @AttributeDefinition(
                name = "Weight",
                description =
                        "Name of the trait that says how much each customer counts; empty where each counts once.")
        String weight() default "";

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
                description =
                        "Columns into which the rarer levels of a category are hashed; 0 for one that they share.",
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
                description = "Principal components: 0 for none, below 1 a share of the variance, else their number.",
                min = "0")
        double components() default 0;
    }

    /** With a component's configuration; a setting out of range is refused here. */
    @Activate
    public KMeans(Config config) {
        this.config = config;
        this.settings = KMeansSettings.of(config);
    }

    /** With the defaults. */
    public KMeans() {
        this(Settings.defaults(Config.class));
    }

    @Override
    public Map<String, Object> settings() {
        return settings.describe();
    }

    /** From two segments up to twelve, fewer where there are few rows. */
    @Override
    public List<Map<String, Object>> alternatives(int rows) {
        int most = Math.max(2, Math.min(MOST_ALTERNATIVES, rows / ROWS_PER_ALTERNATIVE));
        return rows < 2
                ? List.of(Map.of())
                : IntStream.rangeClosed(2, Math.min(most, rows))
                        .mapToObj(k -> Map.<String, Object>of("k", k))
                        .toList();
    }

    @Override
    public KMeansModel train(FeatureTable input, Map<String, ?> overrides, TrainingContext context) {
        KMeansSettings run = settings(overrides);
        Weights weights = Weights.of(input, run.weight());
        context.progress().report("preparing", 0, input.rows());
        return new KMeansRun(fit(weights.features(), run), weights, run, context).train();
    }

    /**
     * Trains from given centres instead of seeding: the same work wherever it is done, for comparing implementations.
     *
     * @param centres as many rows as there are segments, of as many values as there are prepared columns, row-major
     */
    public KMeansModel trainFrom(
            double[] centres, FeatureTable input, Map<String, ?> overrides, TrainingContext context) {
        KMeansSettings run = settings(overrides);
        Weights weights = Weights.of(input, run.weight());
        FeatureEncoder.Fitted fitted = fit(weights.features(), run);
        int d = fitted.encoder().dimensions();
        if (centres.length == 0 || centres.length % d != 0 || centres.length / d > input.rows()) {
            throw new TesseraException(
                    centres.length + " values are no centres of " + d + " prepared columns for " + input.rows()
                            + " rows",
                    "give from 1 to " + input.rows() + " centres of " + d + " values each");
        }
        return new KMeansRun(fitted, weights, run, context).trainFrom(centres);
    }

    private KMeansSettings settings(Map<String, ?> overrides) {
        return KMeansSettings.of(Settings.overlay(Config.class, config, overrides));
    }

    private static FeatureEncoder.Fitted fit(FeatureTable input, KMeansSettings run) {
        if (run.k() > input.rows() && input.rows() > 0) {
            throw new SettingException(
                    "k",
                    run.k() + " segments of " + input.rows() + " rows, expected at most one for each row",
                    "give a k from 1 to " + input.rows() + ", or 0 to have it chosen");
        }
        return FeatureEncoder.fit(input, run.preparation());
    }

    @Override
    public KMeansModel read(InputStream in) throws IOException {
        return KMeansModel.read(in);
    }
}
