// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
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
 * customers. Seeded by greedy k-means++ (Arthur and Vassilvitskii 2007), iterated by Lloyd's algorithm (1982), the best
 * of several starts; k is chosen when it is 0. Safe for many threads.
 */
@Component(
        service = Clusterer.class,
        property = Strategy.NAME + "=" + KMeans.NAME,
        configurationPid = "org.tessera.segment.kmeans")
@Designate(ocd = KMeans.Config.class)
public final class KMeans implements Clusterer {
    /** By this name people choose it. */
    public static final String NAME = "kmeans";

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

    @Override
    public KMeansModel train(FeatureTable input, Map<String, ?> overrides, TrainingContext context) {
        KMeansSettings run = settings(overrides);
        context.progress().report("preparing", 0, input.rows());
        FeatureEncoder.Fitted fitted = fit(input, run);
        return new KMeansRun(fitted, input.rows(), run, context).train();
    }

    /**
     * Trains from given centres instead of seeding: the same work wherever it is done, for comparing implementations.
     *
     * @param centres as many rows as there are segments, of as many values as there are prepared columns, row-major
     */
    public KMeansModel trainFrom(
            double[] centres, FeatureTable input, Map<String, ?> overrides, TrainingContext context) {
        KMeansSettings run = settings(overrides);
        FeatureEncoder.Fitted fitted = fit(input, run);
        int d = fitted.encoder().dimensions();
        if (centres.length == 0 || centres.length % d != 0 || centres.length / d > input.rows()) {
            throw new TesseraException(
                    centres.length + " values are no centres of " + d + " prepared columns for " + input.rows()
                            + " rows",
                    "give from 1 to " + input.rows() + " centres of " + d + " values each");
        }
        return new KMeansRun(fitted, input.rows(), run, context).trainFrom(centres);
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
        return ModelFormat.read(in);
    }
}
