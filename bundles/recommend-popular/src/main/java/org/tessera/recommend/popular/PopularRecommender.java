// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.popular;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.Strategy;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.api.strategy.Tunable;
import org.tessera.numerics.ranking.GroupedScores;
import org.tessera.numerics.ranking.PairGroups;

/**
 * Recommends what most customers have: the answer to customers of whom little is known, and the yardstick of all other
 * strategies. With a half-life, what was had lately counts for more. The same to everybody, or by segment, country, hour
 * or liked categories, each with Dirichlet smoothing towards the whole (Zhai and Lafferty, "A Study of Smoothing Methods
 * for Language Models", 2004), so that small groups answer sensibly.
 */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=popular",
        configurationPid = "org.tessera.recommend.popular")
@Designate(ocd = PopularRecommender.Config.class)
public final class PopularRecommender implements Recommender {
    private final Config config;

    /** What is counted, and how fast it fades. */
    @ObjectClassDefinition(name = "Recommender popular", description = "Recommends what most customers have, all or those of a group.")
    public @interface Config {
        @AttributeDefinition(
                description = "What is counted: customers, each once, or the weights of what they did",
                options = {
                    @Option(label = "Customers", value = "customers"),
                    @Option(label = "Weights", value = "weights")
                })
        String count() default "customers";

        @AttributeDefinition(
                description = "Days after which an event counts for half; 0 for no decay",
                min = "0",
                max = "36500")
        double halflife() default 30;

        @AttributeDefinition(
                description = "By what it differs: nothing; the customer's segment; the categories the history likes; the"
                        + " hour of the question; an attribute of the customer",
                options = {
                    @Option(label = "Nothing", value = "all"),
                    @Option(label = "Segment", value = "segment"),
                    @Option(label = "Liked categories", value = "category"),
                    @Option(label = "Hour of the day", value = "hour"),
                    @Option(label = "Attribute of the customer", value = "attribute")
                })
        String by() default "all";

        @AttributeDefinition(description = "Name of the customers' attribute for by=attribute, such as country")
        String attribute() default "";

        @AttributeDefinition(description = "Time zone in which hours are told, such as UTC or Europe/Berlin")
        String zone() default "UTC";

        @AttributeDefinition(
                description = "Events that all customers count for beside a segment, an hour or those of an attribute",
                min = "0",
                max = "1000000000")
        double shrinkage() default 200;

        @AttributeDefinition(
                description = "Items that all customers count for beside a history, for by=category",
                min = "0",
                max = "1000000")
        double taste() default 3;
    }

    @Activate
    public PopularRecommender(Config config) {
        PopularSettings.of(config);
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public List<Tunable> tunables() {
        return List.of(
                Tunable.choice("count", "customers", "weights"),
                Tunable.logarithmic("halflife", 2, 720),
                Tunable.choice("by", "all", "segment", "category", "hour"),
                Tunable.logarithmic("shrinkage", 10, 5000),
                Tunable.logarithmic("taste", 0.5, 50));
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = Settings.overlay(Config.class, config, overrides);
        PopularSettings settings = PopularSettings.of(effective);
        int customers = input.interactions().customers();
        context.progress().report("grouping", 0, customers);
        PairGroups groups = PairGroups.of(input, settings.grouping());
        PairGroups.PairValue value = (weight, time) -> settings.value(weight, time, input.now());
        double[] scores =
                groups.sums(value, done -> context.progress().report("counting", done, customers));
        double[] having = groups.sums(
                (weight, time) -> 1, done -> context.progress().report("counting customers", done, customers));
        GroupedScores grouped = switch (settings.grouping().by()) {
            case ALL -> GroupedScores.ofAll(scores);
            case CATEGORY -> GroupedScores.ofCategories(settings.grouping(), scores, scores, input.catalog());
            default -> grouped(groups, settings, scores, groups.sumsByGroup(value));
        };
        return new PopularModel(
                Settings.describe(Config.class, effective),
                grouped,
                Arrays.stream(having).mapToInt(count -> (int) count).toArray());
    }

    /** The score of an item in a group is what it would be if all customers were like those of the group. */
    private static GroupedScores grouped(
            PairGroups groups, PopularSettings settings, double[] scores, SparseMatrix counts) {
        double total = Arrays.stream(scores).sum();
        double[] totals = new double[counts.rows()];
        float[] scaled = new float[counts.size()];
        int[] starts = new int[counts.rows() + 1];
        int[] columns = new int[counts.size()];
        for (int g = 0; g < totals.length; g++) {
            for (int p = counts.start(g); p < counts.end(g); p++) {
                totals[g] += counts.value(p);
            }
            for (int p = counts.start(g); p < counts.end(g); p++) {
                scaled[p] = (float) (counts.value(p) * total / totals[g]);
            }
            starts[g + 1] = starts[g] + counts.copyColumns(g, columns, starts[g]);
        }
        return GroupedScores.ofGroups(
                settings.grouping(),
                scores,
                groups.names(),
                SparseMatrix.of(counts.rows(), counts.columns(), starts, columns, scaled),
                totals);
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return PopularModel.read(in);
    }
}
