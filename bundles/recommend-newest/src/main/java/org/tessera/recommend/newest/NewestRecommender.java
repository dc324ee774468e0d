// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.newest;

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
import org.tessera.api.data.Sessions;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.Strategy;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.api.strategy.Tunable;
import org.tessera.numerics.ranking.GroupedScores;
import org.tessera.numerics.ranking.Grouping;
import org.tessera.numerics.ranking.PairGroups;

/**
 * Recommends new items: the longer ago the first event of an item, the less it counts, and among new ones those count
 * more that have gone fast since they came. How fast is smoothed by a Gamma prior (Gelman and others, "Bayesian Data
 * Analysis", section 2.6), so that two sales on the first day are no record.
 */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=newest",
        configurationPid = "org.tessera.recommend.newest")
@Designate(ocd = NewestRecommender.Config.class)
public final class NewestRecommender implements Recommender {
    private static final int REPORT_EVERY = 1 << 14;

    private final Config config;

    /** How fast newness fades, and what popularity counts for beside it. */
    @ObjectClassDefinition(name = "Recommender newest", description = "Recommends new items.")
    public @interface Config {
        @AttributeDefinition(
                description = "Days after its first event at which an item is half as new",
                min = "0.01",
                max = "36500")
        double halflife() default 30;

        @AttributeDefinition(
                description = "What popularity counts for: 0, nothing, to 1, as much as newness",
                min = "0",
                max = "1")
        double popularity() default 1;

        @AttributeDefinition(
                description = "Days of going like the mean of all that an item is taken to have behind it",
                min = "0.01",
                max = "36500")
        double prior() default 7;

        @AttributeDefinition(
                description = "Days after which an item is not new any more; 0 for never",
                min = "0",
                max = "36500")
        double oldest() default 0;

        @AttributeDefinition(
                description = "By what it differs: nothing, or the categories the history likes",
                options = {
                    @Option(label = "Nothing", value = "all"),
                    @Option(label = "Liked categories", value = "category")
                })
        String by() default "all";

        @AttributeDefinition(
                description = "Items that all customers count for beside a history, for by=category; 0 to answer nothing"
                        + " but liked categories",
                min = "0",
                max = "1000000")
        double taste() default 3;
    }

    @Activate
    public NewestRecommender(Config config) {
        NewestSettings.of(config);
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public List<Tunable> tunables() {
        return List.of(
                Tunable.logarithmic("halflife", 3, 360),
                Tunable.linear("popularity", 0, 1),
                Tunable.logarithmic("prior", 0.5, 60),
                Tunable.choice("by", "all", "category"),
                Tunable.logarithmic("taste", 0.5, 50));
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = Settings.overlay(Config.class, config, overrides);
        NewestSettings settings = NewestSettings.of(effective);
        int customers = input.interactions().customers();
        double[] counts = PairGroups.of(input, Grouping.none())
                .sums((weight, time) -> 1, done -> context.progress().report("counting", done, customers));
        double[] ages = ages(input, context);
        double[] scores = scores(counts, ages, settings);
        GroupedScores grouped = settings.grouping().by() == Grouping.By.CATEGORY
                ? GroupedScores.ofCategories(settings.grouping(), scores, counts, input.catalog())
                : GroupedScores.ofAll(scores);
        float[] days = new float[ages.length];
        for (int item = 0; item < days.length; item++) {
            days[item] = (float) ages[item];
        }
        return new NewestModel(Settings.describe(Config.class, effective), grouped, days);
    }

    /** Days since the first event of each item; infinite where no time is known. */
    private static double[] ages(RecommenderInput input, TrainingContext context) {
        Sessions sessions = input.sessions();
        double[] ages = new double[input.interactions().items()];
        Arrays.fill(ages, Double.POSITIVE_INFINITY);
        long[] first = new long[ages.length];
        for (int s = 0; s < sessions.size(); s++) {
            if (s % REPORT_EVERY == 0) {
                context.progress().report("looking for first events", s, sessions.size());
            }
            for (int p = sessions.start(s); p < sessions.end(s); p++) {
                long time = sessions.itemTime(p);
                int item = sessions.item(p);
                if (time != 0 && (first[item] == 0 || time < first[item])) {
                    first[item] = time;
                }
            }
        }
        context.progress().report("looking for first events", sessions.size(), sessions.size());
        for (int item = 0; item < ages.length; item++) {
            if (first[item] != 0) {
                ages[item] = Math.max(0, (input.now() - first[item]) / NewestSettings.MILLIS_PER_DAY);
            }
        }
        return ages;
    }

    /** Newness times how fast the item goes, in units of the mean. */
    private static double[] scores(double[] counts, double[] ages, NewestSettings settings) {
        double events = 0;
        double days = 0;
        for (int item = 0; item < counts.length; item++) {
            if (counts[item] > 0 && ages[item] < Double.POSITIVE_INFINITY) {
                events += counts[item];
                days += ages[item];
            }
        }
        // Where all came today there is no rate to compare with; a day is as good as any time.
        double mean = events / Math.max(1, days);
        double[] scores = new double[counts.length];
        for (int item = 0; item < counts.length; item++) {
            if (counts[item] > 0 && settings.isNew(ages[item])) {
                double rate = (counts[item] + settings.prior() * mean) / (ages[item] + settings.prior());
                scores[item] = settings.newness(ages[item]) * Math.pow(rate / mean, settings.popularity());
            }
        }
        return scores;
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return NewestModel.read(in);
    }
}
