// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.strategy.Settings;
import org.tessera.recommend.als.AlsRecommender;
import org.tessera.recommend.associations.AssociationsRecommender;
import org.tessera.recommend.baseline.BaselineRecommender;
import org.tessera.recommend.blend.BlendRecommender;
import org.tessera.recommend.bpr.BprRecommender;
import org.tessera.recommend.content.ContentRecommender;
import org.tessera.recommend.ease.EaseRecommender;
import org.tessera.recommend.itemknn.ItemKnnRecommender;
import org.tessera.recommend.neumf.NeuMfRecommender;
import org.tessera.recommend.newest.NewestRecommender;
import org.tessera.recommend.nmf.NmfRecommender;
import org.tessera.recommend.popular.PopularRecommender;
import org.tessera.recommend.puresvd.PureSvdRecommender;
import org.tessera.recommend.ratingknn.RatingKnnRecommender;
import org.tessera.recommend.rp3beta.Rp3BetaRecommender;
import org.tessera.recommend.sessionknn.SessionKnnRecommender;
import org.tessera.recommend.slim.SlimRecommender;
import org.tessera.recommend.svd.SvdRecommender;
import org.tessera.recommend.svdpp.SvdPpRecommender;
import org.tessera.recommend.transitions.TransitionsRecommender;
import org.tessera.recommend.trending.TrendingRecommender;
import org.tessera.recommend.twotower.TwoTowerRecommender;
import org.tessera.recommend.userknn.UserKnnRecommender;

/** The recommenders that can be measured, made without a framework. */
final class Recommenders {
    private static final Map<String, Supplier<Recommender>> STRATEGIES = strategies();

    private static Map<String, Supplier<Recommender>> strategies() {
        Map<String, Supplier<Recommender>> all = new LinkedHashMap<>();
        all.put("popular", () -> new PopularRecommender(Settings.defaults(PopularRecommender.Config.class)));
        all.put("itemknn", () -> new ItemKnnRecommender(Settings.defaults(ItemKnnRecommender.Config.class)));
        all.put("userknn", () -> new UserKnnRecommender(Settings.defaults(UserKnnRecommender.Config.class)));
        all.put("rp3beta", () -> new Rp3BetaRecommender(Settings.defaults(Rp3BetaRecommender.Config.class)));
        all.put("ease", () -> new EaseRecommender(Settings.defaults(EaseRecommender.Config.class)));
        all.put("slim", () -> new SlimRecommender(Settings.defaults(SlimRecommender.Config.class)));
        all.put("als", () -> new AlsRecommender(Settings.defaults(AlsRecommender.Config.class)));
        all.put("bpr", () -> new BprRecommender(Settings.defaults(BprRecommender.Config.class)));
        all.put("puresvd", () -> new PureSvdRecommender(Settings.defaults(PureSvdRecommender.Config.class)));
        all.put("nmf", () -> new NmfRecommender(Settings.defaults(NmfRecommender.Config.class)));
        all.put("baseline", () -> new BaselineRecommender(Settings.defaults(BaselineRecommender.Config.class)));
        all.put("ratingknn", () -> new RatingKnnRecommender(Settings.defaults(RatingKnnRecommender.Config.class)));
        all.put("svd", () -> new SvdRecommender(Settings.defaults(SvdRecommender.Config.class)));
        all.put("svdpp", () -> new SvdPpRecommender(Settings.defaults(SvdPpRecommender.Config.class)));
        all.put("content", () -> new ContentRecommender(Settings.defaults(ContentRecommender.Config.class)));
        all.put("neumf", () -> new NeuMfRecommender(Settings.defaults(NeuMfRecommender.Config.class)));
        all.put("twotower", () -> new TwoTowerRecommender(Settings.defaults(TwoTowerRecommender.Config.class)));
        all.put("sessionknn", () -> new SessionKnnRecommender(Settings.defaults(SessionKnnRecommender.Config.class)));
        all.put(
                "associations",
                () -> new AssociationsRecommender(Settings.defaults(AssociationsRecommender.Config.class)));
        all.put(
                "transitions",
                () -> new TransitionsRecommender(Settings.defaults(TransitionsRecommender.Config.class)));
        all.put("trending", () -> new TrendingRecommender(Settings.defaults(TrendingRecommender.Config.class)));
        all.put("newest", () -> new NewestRecommender(Settings.defaults(NewestRecommender.Config.class)));
        all.put("blend", () -> new BlendRecommender(Settings.defaults(BlendRecommender.Config.class)));
        return all;
    }

    private Recommenders() {}

    /** Names, in a sensible order, separated by commas. */
    static String names() {
        return String.join(", ", STRATEGIES.keySet());
    }

    /**
     * A recommender with its default settings.
     *
     * @throws UsageException if there is none of that name
     */
    static Recommender of(String name) {
        Supplier<Recommender> strategy = STRATEGIES.get(name);
        if (strategy == null) {
            throw new UsageException(
                    "option --strategy: there is no strategy '" + name + "', strategies here: " + names());
        }
        return strategy.get();
    }
}
