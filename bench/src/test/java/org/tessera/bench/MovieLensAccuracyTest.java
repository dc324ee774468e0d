// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.api.measure.Split;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.engine.measure.BareCatalog;
import org.tessera.engine.measure.EventLog;
import org.tessera.engine.measure.Holdout;
import org.tessera.engine.measure.RankingEvaluator;
import org.tessera.engine.measure.RankingScores;
import org.tessera.recommend.itemknn.ItemKnnRecommender;
import org.tessera.recommend.popular.PopularRecommender;
import org.tessera.recommend.userknn.UserKnnRecommender;

/**
 * Quality on MovieLens 100K, in the split and by the protocol of Ferrari Dacrema and others, "Are We Really Making Much
 * Progress?" (RecSys 2019), additional material, table 46: 80,000 binary pairs to train on, lists of 10 of what is not
 * seen, the ideal of NDCG not cut.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MovieLensAccuracyTest {
    private Holdout holdout;

    @BeforeAll
    void load() throws IOException {
        Path folder = Path.of(System.getProperty("tessera.data", "../../shared/data"))
                .resolve("ml-100k")
                .resolve("mcrec-split");
        Assumptions.assumeTrue(
                Files.isDirectory(folder), () -> "skipped: MovieLens 100K is not at " + folder.toAbsolutePath());
        holdout = Holdout.of(
                new EventLog(),
                new Split.Files(folder.resolve("ml-100k.train.rating"), folder.resolve("ml-100k.test.rating")),
                1);
        assertThat(holdout.train().size()).isEqualTo(80_000);
        assertThat(holdout.test().size()).isEqualTo(20_000);
    }

    @Test
    void popularAgreesWithThePublishedFigures() {
        RankingScores scores =
                score(new PopularRecommender(Settings.defaults(PopularRecommender.Config.class)), Map.of());
        assertThat(scores.precision()).isCloseTo(.1907, within(.002));
        assertThat(scores.recall()).isCloseTo(.1180, within(.002));
        assertThat(scores.ndcgUncut()).isCloseTo(.1361, within(.002));
    }

    @Test
    void itemNeighboursReachWhatIsAskedOfThem() {
        RankingScores scores = score(itemknn(), Map.of());
        assertThat(scores.precision()).isGreaterThanOrEqualTo(.329);
        assertThat(scores.recall()).isGreaterThanOrEqualTo(.206);
        assertThat(scores.ndcgUncut()).isGreaterThanOrEqualTo(.257);
    }

    /** A plain reference implementation over dense matrices gives .3335 and .2092. */
    @Test
    void plainItemNeighboursAgreeWithTheReference() {
        RankingScores scores = score(itemknn(), Map.of("weighting", "none", "shrinkage", 0));
        assertThat(scores.precision()).isCloseTo(.3335, within(.001));
        assertThat(scores.recall()).isCloseTo(.2092, within(.001));
    }

    @Test
    void customerNeighboursReachWhatIsAskedOfThem() {
        RankingScores scores = score(userknn(), Map.of());
        assertThat(scores.precision()).isGreaterThanOrEqualTo(.330);
        assertThat(scores.recall()).isGreaterThanOrEqualTo(.215);
        assertThat(scores.ndcgUncut()).isGreaterThanOrEqualTo(.261);
    }

    /** With the settings in bench/settings/ml100k.json: within .003 of the published figures, or above. */
    @ParameterizedTest
    @CsvSource({
        "itemknn, .3293, .2152, .2571",
        "userknn, .3442, .2237, .2692",
        "rp3beta, .3435, .2191, .2588",
        "ease,    .3739, .2430, .2905",
        "puresvd, .3545, .2247, .2719"
    })
    void strategiesReachWhatIsPublished(String strategy, double precision, double recall, double ndcg)
            throws IOException {
        reaches(strategy, precision, recall, ndcg);
    }

    /** As above for those that take longer; the blend has to beat every single one. {@code -Daccuracy.all=true}. */
    @ParameterizedTest
    @EnabledIfSystemProperty(named = "accuracy.all", matches = "true")
    @CsvSource({
        "slim,  .3770, .2441, .2957",
        "als,   .3596, .2283, .2759",
        "bpr,   .3130, .2030, .2430",
        "blend, .3800, .2471, .2987"
    })
    void slowerOnesDoToo(String strategy, double precision, double recall, double ndcg) throws IOException {
        reaches(strategy, precision, recall, ndcg);
    }

    private void reaches(String strategy, double precision, double recall, double ndcg) throws IOException {
        Map<String, String> settings = SettingsFile.read(Path.of("settings/ml100k.json"), strategy);
        assertThat(settings).isNotEmpty();
        RankingScores scores = score(Recommenders.of(strategy), settings);
        assertThat(scores.precision()).isGreaterThanOrEqualTo(precision - .003);
        assertThat(scores.recall()).isGreaterThanOrEqualTo(recall - .003);
        assertThat(scores.ndcgUncut()).isGreaterThanOrEqualTo(ndcg - .003);
    }

    private static Recommender itemknn() {
        return new ItemKnnRecommender(Settings.defaults(ItemKnnRecommender.Config.class));
    }

    private static Recommender userknn() {
        return new UserKnnRecommender(Settings.defaults(UserKnnRecommender.Config.class));
    }

    private RankingScores score(Recommender recommender, Map<String, ?> settings) {
        RecommenderInput input = new RecommenderInput(
                holdout.train(), new BareCatalog(holdout.train().items()), holdout.now());
        try (RecommenderModel model = recommender.train(input, settings, TrainingContext.sequential(1))) {
            return RankingEvaluator.of(holdout, 10, 1, Integer.MAX_VALUE, 1)
                    .evaluate(model, Progress.unwatched())
                    .mean();
        }
    }
}
