// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.dbscan;

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
 * Segments by DBSCAN (Ester, Kriegel, Sander and Xu, A density-based algorithm for discovering clusters in large spatial
 * databases with noise, KDD 1996): customers with enough others near them are core customers, those near each other are of
 * one segment whatever its shape, customers near a core customer join it, and the rest is noise. Safe for many threads.
 */
@Component(
        service = Clusterer.class,
        property = Strategy.NAME + "=" + Dbscan.NAME,
        configurationPid = "org.tessera.segment.dbscan")
@Designate(ocd = Dbscan.Config.class)
public final class Dbscan implements Clusterer {
    /** By this name people choose it. */
    public static final String NAME = "dbscan";

    private final Config config;
    private final DbscanSettings settings;

    /** The settings and their defaults. */
    @ObjectClassDefinition(
            name = "Tessera segments: DBSCAN",
            description = "Dense segments of any shape, and customers that belong to none.")
    public @interface Config {
        @AttributeDefinition(
                name = "Radius",
                description = "How far a neighbour may be away, in units of the prepared columns; 0 suggests it.",
                min = "0")
        double eps() default 0;

        @AttributeDefinition(
                name = "Neighbours",
                description = "From so many customers within the radius on, itself counted, a customer is in the core of"
                        + " a segment; 0 takes twice the prepared columns, at least 10.",
                min = "0")
        int minpts() default 0;

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
                description = "Columns into which the rarer levels of a category are hashed; 0 for one they share.",
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
                description = "Principal components instead of columns: 0 none, below 1 their share of the variance,"
                        + " from 1 on their number.",
                min = "0")
        double components() default 0;
    }

    /** With a component's configuration; a setting out of range is refused here. */
    @Activate
    public Dbscan(Config config) {
        this.config = config;
        this.settings = DbscanSettings.of(config);
    }

    /** With the defaults. */
    public Dbscan() {
        this(Settings.defaults(Config.class));
    }

    @Override
    public Map<String, Object> settings() {
        return settings.describe();
    }

    @Override
    public DbscanModel train(FeatureTable input, Map<String, ?> overrides, TrainingContext context) {
        DbscanSettings run = DbscanSettings.of(Settings.overlay(Config.class, config, overrides));
        context.progress().report("preparing", 0, input.rows());
        FeatureEncoder.Fitted fitted = FeatureEncoder.fit(input, run.preparation());
        return new DbscanRun(fitted, input.rows(), run, context).train();
    }

    @Override
    public DbscanModel read(InputStream in) throws IOException {
        return DbscanModel.read(in, texts -> DbscanSettings.of(
                        Settings.overlay(Config.class, Settings.defaults(Config.class), texts))
                .describe());
    }

    /** The suggested radius for fewer or more neighbours: larger numbers smooth the density. */
    @Override
    public List<Map<String, Object>> alternatives(int rows) {
        List<Map<String, Object>> worthTrying = new ArrayList<>(List.of(Map.of()));
        for (int minpts : new int[] {5, 20, 50}) {
            if (20 * minpts <= rows) {
                worthTrying.add(Map.of("minpts", minpts));
            }
        }
        return worthTrying;
    }
}
