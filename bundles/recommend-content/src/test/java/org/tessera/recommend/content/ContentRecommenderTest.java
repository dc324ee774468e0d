// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.data.ItemSet;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.TrainingContext;

class ContentRecommenderTest {
    /** Every word counts, as it is written. */
    private static final Map<String, String> PLAIN = Map.of(
            "name",
            "1",
            "text",
            "0",
            "categories",
            "0",
            "attributes",
            "0",
            "stopwords",
            "false",
            "stemming",
            "false",
            "mincount",
            "1",
            "maxshare",
            "1",
            "halflife",
            "0");

    private static final List<String> NAMES = List.of(
            "Red paper lantern red", "Blue paper lantern", "Red tea cup and saucer", "Tea pot blue", "Wooden train");

    /**
     * Cosines of scikit-learn 1.2's TfidfVectorizer(sublinear_tf=True): 1 + ln(tf), ln((1 + n) / (1 + df)) + 1, length 1.
     * With one field of weight 1 the formulas are the same; its own tokeniser would drop words of one letter, so it was
     * given the pattern \b\w+\b.
     */
    @Test
    void agreesWithScikitLearn() {
        RecommenderModel model = train(shop(NAMES), PLAIN);
        Ranking first = model.similar(0, 10);
        assertThat(first.items()).containsExactly(1, 2);
        assertThat(first.scores()).containsExactly(new double[] {.52341958, .29854588}, within(1e-6));
        Ranking fourth = model.similar(3, 10);
        assertThat(fourth.items()).containsExactly(1, 2);
        assertThat(fourth.scores()).containsExactly(new double[] {.30701885, .20685282}, within(1e-6));
        assertThat(model.similar(4, 10).size()).isZero();
    }

    /** The same vectors, twice the first plus the third, made 1 long. */
    @Test
    void addsUpWhatACustomerLiked() {
        Map<String, String> given = with("evidence", "given");
        History history = History.ofSorted(new int[] {0, 2}, new float[] {2, 1}, new long[2]);
        Ranking ranking =
                train(shop(NAMES), given).recommend(new Query(Event.NONE, history, 10, ItemSet.all(), ItemSet.none()));
        assertThat(ranking.items()).containsExactly(0, 2, 1, 3);
        assertThat(ranking.scores())
                .containsExactly(new double[] {.92355155, .64170856, .42061807, .08311309}, within(1e-6));
    }

    @Test
    void forgetsWithTime() {
        long day = TimeUnit.DAYS.toMillis(1);
        History history = History.ofSorted(new int[] {1, 4}, new float[] {1, 1}, new long[] {day, 101 * day});
        Query query = new Query(Event.NONE, history, 10, ItemSet.all(), ItemSet.none());
        List<Reason> fresh = train(shop(NAMES), with("halflife", "100")).explain(query, 1);
        List<Reason> always = train(shop(NAMES), PLAIN).explain(query, 1);
        assertThat(fresh.get(0).weight()).isCloseTo(.5 / Math.sqrt(1.25), within(1e-6));
        assertThat(always.get(0).weight()).isCloseTo(1 / Math.sqrt(2), within(1e-6));
    }

    @Test
    void readsChineseLikeEnglish() {
        RecommenderModel model =
                train(shop(List.of("花园红灯笼", "红灯笼 大号", "蓝色瓷茶杯", "Lanterns", "a red LANTERN")), Map.of("mincount", "1"));
        assertThat(model.similar(0, 5).items()).containsExactly(1);
        assertThat(model.similar(3, 5).items()).containsExactly(4);
    }

    /** Nobody has any item here but the first; words, categories and attributes each lead to another one. */
    @Test
    void recommendsWhatNobodyHasHadYet() {
        Item lamp = new Item("Lamp", "of brass", List.of("Garden"), Map.of("maker", "Lux"));
        List<Item> items = List.of(
                lamp,
                new Item("Chair", "", List.of("Garden"), Map.of()),
                new Item("Bell", "brass", List.of(), Map.of()),
                new Item("Cup", "", List.of(), Map.of("maker", "LUX")),
                new Item("Pen", "", List.of("Office"), Map.of("maker", "Other")));
        RecommenderModel model = train(new Shop(items), Map.of("mincount", "1"));
        assertThat(model.similar(0, 5).items()).containsExactlyInAnyOrder(1, 2, 3);
        Map<String, String> words = Map.of("mincount", "1", "categories", "0", "attributes", "0");
        assertThat(train(new Shop(items), words).similar(0, 5).items()).containsExactly(2);
        Map<String, String> categories = Map.of("mincount", "1", "name", "0", "text", "0", "attributes", "0");
        assertThat(train(new Shop(items), categories).similar(0, 5).items()).containsExactly(1);
    }

    @Test
    void leavesOutRareAndCommonTerms() {
        String[] names = new String[40];
        for (int item = 0; item < names.length; item++) {
            names[item] = "thing " + (item < 3 ? "few" : "") + (item == 5 ? "once" : "");
        }
        RecommenderModel model = train(shop(List.of(names)), Map.of());
        assertThat(model.similar(0, 50).items()).containsExactly(1, 2);
        assertThat(model.similar(5, 50).size()).isZero();
        assertThat(train(shop(List.of(names)), Map.of("maxshare", "1"))
                        .similar(5, 50)
                        .size())
                .isEqualTo(39);
    }

    @Test
    void keepsTheWeightiestTermsOnly() {
        RecommenderModel model = train(shop(NAMES), with("terms", "1"));
        // "red", twice in the first name, is what it is about; the third is about one of its rare words.
        assertThat(model.similar(0, 5).size()).isZero();
        RecommenderModel narrow = train(shop(NAMES), with("profile", "1"));
        List<Reason> reasons =
                narrow.explain(new Query(Event.NONE, History.of(0, 2), 5, ItemSet.all(), ItemSet.none()), 2);
        double score = narrow.recommend(new Query(Event.NONE, History.of(0, 2), 5, ItemSet.of(2), ItemSet.none()))
                .scores()[0];
        assertThat(reasons).hasSize(2);
        assertThat(reasons.stream().mapToDouble(Reason::weight).sum()).isCloseTo(score, within(1e-9));
    }

    @Test
    void namesTheCustomerOfAWeightThatCannotBe() {
        Interactions odd = Interactions.of(
                SparseMatrix.of(2, 2, new int[] {0, 1, 2}, new int[] {0, 1}, new float[] {1, Float.NaN}));
        assertThatThrownBy(() -> new ContentRecommender(Settings.defaults(ContentRecommender.Config.class))
                        .train(new RecommenderInput(odd, shop(NAMES), 0), Map.of(), TrainingContext.sequential(1)))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("customer 1");
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> settings = new HashMap<>(PLAIN);
        settings.put(name, value);
        return settings;
    }

    private static Shop shop(List<String> names) {
        return new Shop(names.stream()
                .map(name -> new Item(name, "", List.of(), Map.of()))
                .toList());
    }

    private static RecommenderModel train(Shop shop, Map<String, ?> settings) {
        Interactions nothing = Interactions.Builder.binary().build(1, shop.size());
        return new ContentRecommender(Settings.defaults(ContentRecommender.Config.class))
                .train(new RecommenderInput(nothing, shop, 0), settings, TrainingContext.sequential(1));
    }

    private record Item(String name, String text, List<String> categories, Map<String, String> attributes) {}

    private record Shop(List<Item> list) implements ItemCatalog {
        @Override
        public int size() {
            return list.size();
        }

        @Override
        public String id(int item) {
            return "i" + item;
        }

        @Override
        public OptionalInt indexOf(String id) {
            return OptionalInt.empty();
        }

        @Override
        public String name(int item) {
            return list.get(item).name();
        }

        @Override
        public List<String> categories(int item) {
            return list.get(item).categories();
        }

        @Override
        public double price(int item) {
            return Double.NaN;
        }

        @Override
        public String text(int item) {
            return list.get(item).text();
        }

        @Override
        public Map<String, String> attributes(int item) {
            return list.get(item).attributes();
        }

        @Override
        public boolean isProduct(int item) {
            return true;
        }
    }
}
