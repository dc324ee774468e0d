// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.trending;

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
import org.tessera.numerics.ranking.PairGroups.PairValue;

/**
 * Recommends what sells better of late than before: how fast each item goes is measured by counts that fade, over a short
 * time and over a long one, and items stand in the order of the lower bound of what the first rate is in terms of the
 * second. The bound is that of a Gamma posterior (a Poisson rate with a conjugate prior: Gelman and others, "Bayesian
 * Data Analysis", section 2.6), so that one sale more of a rare item is no trend.
 */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=trending",
        configurationPid = "org.tessera.recommend.trending")
@Designate(ocd = TrendingRecommender.Config.class)
public final class TrendingRecommender implements Recommender {
    private final Config config;

    /** What of late means, and how sure a trend must be. */
    @ObjectClassDefinition(
            name = "Recommender trending",
            description = "Recommends what sells better of late than before.")
    public @interface Config {
        @AttributeDefinition(
                description = "Days after which an event counts for half in the recent rate",
                min = "0.01",
                max = "3650")
        double recent() default 7;

        @AttributeDefinition(
                description = "Days after which an event counts for half in the usual rate; more than recent",
                min = "0.02",
                max = "36500")
        double usual() default 60;

        @AttributeDefinition(
                description = "Least recent count, faded as recent has it, for an item to be answered",
                min = "0",
                max = "1000000000")
        double support() default 2;

        @AttributeDefinition(
                description = "Events as usual that an item is taken to have had besides",
                min = "0.01",
                max = "1000000")
        double prior() default 5;

        @AttributeDefinition(
                description = "How many standard deviations below the likely rise the bound lies that counts",
                min = "0",
                max = "10")
        double caution() default 1;

        @AttributeDefinition(
                description = "By what it differs: nothing; the customer's segment; the categories the history likes; an"
                        + " attribute of the customer",
                options = {
                    @Option(label = "Nothing", value = "all"),
                    @Option(label = "Segment", value = "segment"),
                    @Option(label = "Liked categories", value = "category"),
                    @Option(label = "Attribute of the customer", value = "attribute")
                })
        String by() default "all";

        @AttributeDefinition(description = "Name of the customers' attribute for by=attribute, such as country")
        String attribute() default "";

        @AttributeDefinition(
                description = "Recent events that all customers count for beside a segment or those of an attribute",
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
    public TrendingRecommender(Config config) {
        TrendingSettings.of(config);
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public List<Tunable> tunables() {
        return List.of(
                Tunable.logarithmic("recent", 1, 60),
                Tunable.logarithmic("usual", 30, 720),
                Tunable.logarithmic("prior", 0.5, 100),
                Tunable.linear("caution", 0, 3),
                Tunable.choice("by", "all", "segment", "category"),
                Tunable.logarithmic("shrinkage", 10, 5000),
                Tunable.logarithmic("taste", 0.5, 50));
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = Settings.overlay(Config.class, config, overrides);
        TrendingSettings settings = TrendingSettings.of(effective);
        int customers = input.interactions().customers();
        context.progress().report("grouping", 0, customers);
        PairGroups groups = PairGroups.of(input, settings.grouping());
        PairValue late = (weight, time) -> TrendingSettings.decay(settings.recent(), time, input.now());
        PairValue ever = (weight, time) -> TrendingSettings.decay(settings.usual(), time, input.now());
        double[] recent = groups.sums(late, done -> context.progress().report("counting of late", done, customers));
        double[] usual = groups.sums(ever, done -> context.progress().report("counting before", done, customers));
        double growth = Arrays.stream(recent).sum() / Arrays.stream(usual).sum();
        double[] scores = new double[recent.length];
        float[] rises = new float[recent.length];
        for (int item = 0; item < scores.length; item++) {
            scores[item] = settings.score(recent[item], growth * usual[item]);
            rises[item] = (float) settings.rise(recent[item], growth * usual[item]);
        }
        GroupedScores grouped = switch (settings.grouping().by()) {
            case CATEGORY -> GroupedScores.ofCategories(settings.grouping(), scores, recent, input.catalog());
            case SEGMENT, ATTRIBUTE ->
                grouped(groups, settings, scores, groups.sumsByGroup(late), groups.sumsByGroup(ever));
            default -> GroupedScores.ofAll(scores);
        };
        return new TrendingModel(Settings.describe(Config.class, effective), grouped, rises);
    }

    /** In a group the same, with what is usual in it. */
    private static GroupedScores grouped(
            PairGroups groups, TrendingSettings settings, double[] whole, SparseMatrix recent, SparseMatrix usual) {
        double[] evidence = new double[recent.rows()];
        int[] starts = new int[recent.rows() + 1];
        int[] columns = new int[recent.size()];
        float[] scores = new float[recent.size()];
        int n = 0;
        for (int g = 0; g < evidence.length; g++) {
            double before = 0;
            for (int p = recent.start(g); p < recent.end(g); p++) {
                evidence[g] += recent.value(p);
            }
            for (int p = usual.start(g); p < usual.end(g); p++) {
                before += usual.value(p);
            }
            for (int p = recent.start(g); p < recent.end(g); p++) {
                int item = recent.column(p);
                int there = usual.find(g, item);
                double expected = there < 0 ? 0 : usual.value(there) * evidence[g] / before;
                double score = whole[item] > 0 ? settings.score(recent.value(p), expected) : 0;
                if (score > 0) {
                    columns[n] = item;
                    scores[n++] = (float) score;
                }
            }
            starts[g + 1] = n;
        }
        return GroupedScores.ofGroups(
                settings.grouping(),
                whole,
                groups.names(),
                SparseMatrix.of(
                        evidence.length,
                        recent.columns(),
                        starts,
                        Arrays.copyOf(columns, n),
                        Arrays.copyOf(scores, n)),
                evidence);
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return TrendingModel.read(in);
    }
}
