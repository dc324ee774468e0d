// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.gmm;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
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
 * Segments by a mixture of Gaussians, fitted by EM (Dempster, Laird and Rubin 1977; Bishop 2006, section 9.2): every
 * customer belongs to every segment with a probability, and is put into the likeliest. The number of segments is chosen by
 * BIC when it is 0 (Schwarz 1978). Safe for many threads.
 */
@Component(
        service = Clusterer.class,
        property = Strategy.NAME + "=" + GaussianMixture.NAME,
        configurationPid = "org.tessera.segment.gmm")
@Designate(ocd = GaussianMixture.Config.class)
public final class GaussianMixture implements Clusterer {
    /** By this name people choose it. */
    public static final String NAME = "gmm";

    /** Numbers of segments worth trying, where each gets a few rows. */
    private static final int[] NUMBERS = {2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20};

    private static final int ROWS_EACH = 10;

    /** Numbers that fitting may hold beside the rows: 4 GB of them. */
    private static final double MOST_NUMBERS = 1 << 29;

    private static final double NUMBERS_PER_GB = 1 << 27;

    private final Config config;
    private final GmmSettings settings;

    /** The settings and their defaults. */
    @ObjectClassDefinition(
            name = "Tessera segments: Gaussian mixture",
            description = "Overlapping segments of any extent, with the probability of each for every customer.")
    public @interface Config {
        @AttributeDefinition(name = "Segments", description = "Number of segments; 0 chooses it by BIC.", min = "0")
        int k() default 0;

        @AttributeDefinition(name = "Fewest", description = "Fewest segments when the number is chosen.", min = "1")
        int kmin() default 2;

        @AttributeDefinition(name = "Most", description = "Most segments when the number is chosen.", min = "1")
        int kmax() default 20;

        @AttributeDefinition(
                name = "Covariance",
                description = "What shape segments have.",
                options = {
                    @Option(label = "full: each its own ellipsoid", value = "full"),
                    @Option(label = "diagonal: each its own, along the columns", value = "diagonal"),
                    @Option(label = "tied: all the same ellipsoid", value = "tied"),
                    @Option(label = "spherical: each its own ball", value = "spherical")
                })
        String covariance() default "full";

        @AttributeDefinition(name = "Starts", description = "Tried in short runs; the best goes on.", min = "1")
        int starts() default 5;

        @AttributeDefinition(name = "Iterations", description = "Most iterations of EM.", min = "1")
        int iterations() default 100;

        @AttributeDefinition(
                name = "Tolerance",
                description = "Change of the mean log-likelihood of a customer at which it ends.",
                min = "0")
        double tolerance() default 1e-3;

        @AttributeDefinition(
                name = "Regularization",
                description = "Added to every variance, so that no segment shrinks to a point.",
                min = "0")
        double regularization() default 1e-6;

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
                description = "Columns that the rarer levels of a category are hashed into; 0 for one they share.",
                min = "0")
        int hashing() default 0;

        @AttributeDefinition(
                name = "Selection",
                description = "Which of the prepared columns are kept.",
                options = {
                    @Option(label = "none: all", value = "none"),
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
                name = "Principal components",
                description = "0: none. Below 1: as many as hold this share of the variance. From 1 on: so many.",
                min = "0")
        double components() default 0.0;
    }

    /** With a component's configuration; a setting out of range is refused here. */
    @Activate
    public GaussianMixture(Config config) {
        this.config = config;
        this.settings = GmmSettings.of(config);
    }

    /** With the defaults. */
    public GaussianMixture() {
        this(Settings.defaults(Config.class));
    }

    @Override
    public Map<String, Object> settings() {
        return settings.describe();
    }

    /** Several numbers of segments; what shape they have is left as it is set. */
    @Override
    public List<Map<String, Object>> alternatives(int rows) {
        List<Map<String, Object>> numbers = IntStream.of(NUMBERS)
                .filter(k -> k <= rows / ROWS_EACH)
                .mapToObj(k -> Map.<String, Object>of("k", k))
                .toList();
        return numbers.isEmpty() ? List.of(Map.of()) : numbers;
    }

    @Override
    public GmmModel train(FeatureTable input, Map<String, ?> overrides, TrainingContext context) {
        GmmSettings run = settings(overrides);
        context.progress().report("preparing", 0, input.rows());
        FeatureEncoder.Fitted fitted = fit(input, run);
        return new GmmRun(fitted, input.rows(), run, context).train();
    }

    /**
     * Fits from given means, equal weights and unit variances instead of seeding: the same work wherever it is done, for
     * comparing implementations.
     *
     * @param means as many rows as there are segments, of as many values as there are prepared columns, row-major
     */
    public GmmModel trainFrom(double[] means, FeatureTable input, Map<String, ?> overrides, TrainingContext context) {
        GmmSettings run = settings(overrides);
        FeatureEncoder.Fitted fitted = fit(input, run);
        int d = fitted.encoder().dimensions();
        if (means.length == 0 || means.length % d != 0 || means.length / d > input.rows()) {
            throw new TesseraException(
                    means.length + " values are no means of " + d + " prepared columns for " + input.rows() + " rows",
                    "give from 1 to " + input.rows() + " means of " + d + " values each");
        }
        return new GmmRun(fitted, input.rows(), run, context).trainFrom(Mixture.around(run.covariance(), means, d));
    }

    private GmmSettings settings(Map<String, ?> overrides) {
        return GmmSettings.of(Settings.overlay(Config.class, config, overrides));
    }

    private static FeatureEncoder.Fitted fit(FeatureTable input, GmmSettings run) {
        if (run.k() > input.rows() && input.rows() > 0) {
            throw new SettingException(
                    "k",
                    run.k() + " segments of " + input.rows() + " rows, expected at most one for each row",
                    "give a k from 1 to " + input.rows() + ", or 0 to have it chosen");
        }
        FeatureEncoder.Fitted fitted = FeatureEncoder.fit(input, run.preparation());
        int d = fitted.encoder().dimensions();
        int k = run.k() > 0 ? run.k() : Math.min(run.kmax(), input.rows());
        double numbers = numbers(run.covariance(), k, d);
        if (numbers > MOST_NUMBERS) {
            throw new TesseraException(
                    String.format(
                            Locale.ROOT,
                            "%d segments of %d prepared columns have covariances that take %.1f GB while they are fitted,"
                                    + " expected at most %.0f GB",
                            k,
                            d,
                            numbers / NUMBERS_PER_GB,
                            MOST_NUMBERS / NUMBERS_PER_GB),
                    "set covariance to diagonal, or reduce the columns with components or selection");
        }
        return fitted;
    }

    /**
     * Numbers that fitting holds at once: the mixture before a step and the one after it, both with covariances and their
     * factors, and the sums of all parts and their total.
     */
    static double numbers(Covariance kind, int k, int d) {
        double each = kind.isMatrix() ? (double) d * d : d;
        double factors = kind == Covariance.TIED ? each : k * each;
        double covariances = kind == Covariance.SPHERICAL ? k : factors;
        long sums = Sums.size(kind, k, d);
        return 2 * (covariances + factors) + (Expectation.parts(sums) + 1.0) * sums;
    }

    @Override
    public GmmModel read(InputStream in) throws IOException {
        return GmmModel.read(in);
    }
}
