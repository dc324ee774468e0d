// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.api.TesseraException;
import org.tessera.api.recommend.Boost;
import org.tessera.api.recommend.Bought;
import org.tessera.api.recommend.ItemFilter;
import org.tessera.api.recommend.Pin;
import org.tessera.api.recommend.Recommendation;
import org.tessera.api.recommend.RecommendationRequest;
import org.tessera.api.recommend.Recommendations;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.strategy.ModelInfo;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Provenance;

class RecommendCommandsTest {
    private final Shop shop = new Shop();
    private final JobsAtOnce jobs = new JobsAtOnce();
    private final RecommendCommands commands = new RecommendCommands(shop, new OneCustomer(), jobs);

    @Test
    void everyOptionReachesTheRequest() throws Exception {
        run(
                "recommend",
                "c1",
                "-n",
                "7",
                "--strategy=ease",
                "--categories=Toys, Home & Garden",
                "--categories",
                "Tea",
                "--not-categories",
                "Gift vouchers",
                "--price",
                "5..20",
                "--in-stock",
                "--min-margin",
                "0.1",
                "--boost",
                "i1=2,category:Toys=1.5",
                "--pin",
                "i2=1,i3=7",
                "--max-per-category",
                "2",
                "--exclude",
                "i4,i5",
                "--candidates",
                "i1,i2,i3",
                "--bought",
                "after:90",
                "--basket",
                "i6,i7",
                "--country",
                "France",
                "--attributes",
                "age=30",
                "--segment",
                "Loyal",
                "--hour",
                "18",
                "--diversity",
                "0.3",
                "--calibrate",
                "0.5",
                "--explore",
                "0.1");
        RecommendationRequest asked = shop.request;
        assertThat(asked.customer()).isEqualTo("c1");
        assertThat(asked.n()).isEqualTo(7);
        assertThat(asked.strategy()).contains("ease");
        assertThat(asked.why()).isFalse();
        assertThat(asked.filter())
                .isEqualTo(new ItemFilter(
                        List.of("Toys", "Home & Garden", "Tea"), List.of("Gift vouchers"), 5, 20, true, .1));
        assertThat(asked.boosts())
                .containsExactly(new Boost(Boost.Kind.ITEM, "i1", 2), new Boost(Boost.Kind.CATEGORY, "Toys", 1.5));
        assertThat(asked.pins()).containsExactly(new Pin("i2", 1), new Pin("i3", 7));
        assertThat(asked.perCategory()).hasValue(2);
        assertThat(asked.exclusions()).containsExactly("i4", "i5");
        assertThat(asked.candidates()).contains(List.of("i1", "i2", "i3"));
        assertThat(asked.bought()).contains(Bought.after(90));
        assertThat(asked.basket()).containsExactly("i6", "i7");
        assertThat(asked.attributes()).containsOnly(Map.entry("country", "France"), Map.entry("age", "30"));
        assertThat(asked.segment()).contains("Loyal");
        assertThat(asked.hour()).hasValue(18);
        assertThat(asked.diversity()).hasValue(.3);
        assertThat(asked.calibration()).hasValue(.5);
        assertThat(asked.exploration()).hasValue(.1);
    }

    @Test
    void whatIsNotSaidIsLeftToTheConfiguration() throws Exception {
        run("recommend", "c1");
        RecommendationRequest asked = shop.request;
        assertThat(asked.n()).isEqualTo(10);
        assertThat(asked.filter().isNone()).isTrue();
        assertThat(asked.strategy()).isEmpty();
        assertThat(asked.candidates()).isEmpty();
        assertThat(asked.bought()).isEmpty();
        assertThat(asked.segment()).isEmpty();
        assertThat(asked.perCategory()).isEmpty();
        assertThat(asked.hour()).isEmpty();
        assertThat(asked.diversity()).isEmpty();
        assertThat(asked.calibration()).isEmpty();
        assertThat(asked.exploration()).isEmpty();
        assertThat(asked.boosts()).isEmpty();
        assertThat(asked.pins()).isEmpty();
    }

    @Test
    void pricesMayBeOpenToOneSide() throws Exception {
        run("recommend", "c1", "--price", "5..");
        assertThat(shop.request.filter().lowestPrice()).isEqualTo(5);
        assertThat(shop.request.filter().highestPrice()).isNaN();
        run("recommend", "c1", "--price", "..20");
        assertThat(shop.request.filter().lowestPrice()).isNaN();
        assertThat(shop.request.filter().highestPrice()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-n 0                   | recommend: -n is \"0\", expected a whole number from 1 to 10000",
                "-n 1000000000          | recommend: -n is \"1000000000\", expected a whole number from 1 to 10000",
                "--price 20..5          | the range of prices is upside down: from 20.0 to 5.0",
                "--price 5-20           | --price is \"5-20\"",
                "--price a..b           | --price is \"a\"",
                "--price -3..5          | the range of prices is -3.0 to 5.0",
                "--min-margin 1.5       | recommend: --min-margin is \"1.5\"",
                "--boost i1=-1          | the boost of i1 is -1.0, expected a number from 0 on",
                "--boost i1=NaN         | the boost of i1 is NaN, expected a number from 0 on",
                "--boost i1=much        | --boost i1 is \"much\"",
                "--boost i1             | recommend: --boost has \"i1\", expected KEY=VALUE",
                "--pin i1=0             | the pin of i1 is at place 0, places run from 1",
                "--pin i1=11            | the pin of i1 is at place 11 of an answer of 10",
                "--pin i1=first         | --pin i1 is \"first\"",
                "--pin i1=1,i2=1        | two items are pinned at place 1",
                "--max-per-category 0   | recommend: --max-per-category is \"0\"",
                "--candidates ,         | the list of candidates is empty, so nothing may be answered",
                "--bought never         | --bought is \"never\"",
                "--bought after:soon    | --bought is \"soon\"",
                "--bought after:-1      | bought items are allowed after -1 days",
                "--hour 24              | recommend: --hour is \"24\"",
                "--diversity 1          | recommend: --diversity is \"1\", expected a number from 0.0 to 0.99",
                "--calibrate NaN        | recommend: --calibrate is \"NaN\"",
                "--explore 1.1          | recommend: --explore is \"1.1\", expected a number from 0.0 to 1.0",
                "--attributes France    | recommend: --attributes has \"France\", expected KEY=VALUE",
                "--all f.csv            | --all answers for everybody, not for one customer",
            })
    void mistakesAreToldBeforeAnythingIsAsked(String words, String message) {
        assertThatThrownBy(() -> run("recommend", ("c1 " + words).split(" ")))
                .isInstanceOfSatisfying(TesseraException.class, e -> {
                    assertThat(e).hasMessageStartingWith(message);
                    assertThat(e.hint()).isNotEmpty();
                });
        assertThat(shop.asked).isZero();
    }

    @Test
    void somebodyHasToBeNamed() {
        assertThatThrownBy(() -> run("recommend"))
                .isInstanceOf(TesseraException.class)
                .hasMessage("recommend: CUSTOMER is missing");
    }

    @Test
    void whatTheEngineDoesNotKnowIsPassedOnWithItsHint() {
        for (String[] words : new String[][] {{"basket", "i1,nix"}, {"recommend", "c1", "--basket", "nix"}}) {
            assertThatThrownBy(() -> run(words[0], Arrays.copyOfRange(words, 1, words.length)))
                    .isInstanceOfSatisfying(TesseraException.class, e -> {
                        assertThat(e).hasMessage("no item nix (in the basket)");
                        assertThat(e.hint()).isEqualTo("did you mean nox?");
                    });
        }
        assertThatThrownBy(() -> run("recommend", "c1", "--categories", "Toyz"))
                .isInstanceOfSatisfying(TesseraException.class, e -> {
                    assertThat(e).hasMessage("no category Toyz");
                    assertThat(e.hint()).isEqualTo("did you mean Toys?");
                });
    }

    @Test
    void anAnswerIsATableOrReasons() throws Exception {
        assertThat(run("recommend", "c1").lines().map(line -> line.strip().split(" {2,}")))
                .contains(new String[] {"1", "i1", "Teapot", "0.7500"})
                .contains(new String[] {"answered by ease, model ease-3"})
                .noneMatch(words -> words[0].contains("not known"));
        assertThat(run("recommend", "c1", "--why").lines())
                .containsExactly(
                        "1. Teapot (i1), score 0.7500", "     0.7500  goes with Cup", "answered by ease, model ease-3");
    }

    @Test
    void jsonAlwaysHasReasons() throws Exception {
        JsonObject answer = json("recommend", "c1", "--json");
        assertThat(shop.request.why()).isTrue();
        assertThat(answer.keySet()).containsExactly("customer", "strategy", "model", "items", "notes");
        JsonObject item = answer.getAsJsonArray("items").get(0).getAsJsonObject();
        assertThat(item.get("score").getAsDouble()).isEqualTo(.75);
        assertThat(item.getAsJsonArray("reasons")
                        .get(0)
                        .getAsJsonObject()
                        .get("text")
                        .getAsString())
                .isEqualTo("goes with Cup");
    }

    @Test
    void strangersAreToldApart() throws Exception {
        assertThat(run("recommend", "new")).contains("customer new is not known; this is what others like");
        assertThat(run("recommend", "new", "--country", "France"))
                .contains("customer new is not known; answered from what was said of them");
    }

    @Test
    void anEmptyAnswerSaysWhy() throws Exception {
        assertThat(run("recommend", "c1", "--candidates", "i1", "--exclude", "i1")
                        .lines())
                .containsExactly("nothing to recommend", "0 of 3 items may be answered");
        JsonObject answer = json("recommend", "c1", "--candidates", "i1", "--exclude", "i1", "--json");
        assertThat(answer.getAsJsonArray("items")).isEmpty();
        assertThat(answer.getAsJsonArray("notes").get(0).getAsString()).isEqualTo("0 of 3 items may be answered");
    }

    @Test
    void aSegmentIsAskedForAsAWhole() throws Exception {
        assertThat(run("recommend", "--segment", "Loyal", "-n", "3")).contains("answered by ease");
        assertThat(shop.segment).contains("Loyal");
        assertThat(shop.request.customer()).isEmpty();
        assertThat(shop.request.n()).isEqualTo(3);
    }

    @Test
    void everybodyIsAnsweredToAFile() throws Exception {
        assertThat(run("recommend", "--all", "f.csv", "--segment", "Loyal", "--why"))
                .isEqualToIgnoringNewLines("2,000 customers in /shop/f.csv");
        assertThat(shop.file).contains(Path.of("/shop/f.csv"));
        assertThat(shop.segment).contains("Loyal");
        assertThat(shop.request.why()).isFalse();
        JsonObject written = json("recommend", "--all", "f.csv", "--json");
        assertThat(written.get("customers").getAsInt()).isEqualTo(2000);
        assertThat(written.get("file").getAsString()).isEqualTo("/shop/f.csv");
        assertThat(jobs.names).containsOnly("recommend to /shop/f.csv");
        assertThat(run("recommend", "--all", "f.csv", "--background")).contains("runs; jobs shows how far it is");
    }

    @Test
    void aBasketIsAskedForInOrder() throws Exception {
        run("basket", " i2 , i1,", "--basket", "i3", "--why", "--max-per-category", "1");
        assertThat(shop.request.customer()).isEmpty();
        assertThat(shop.request.basket()).containsExactly("i2", "i1", "i3");
        assertThat(shop.request.perCategory()).hasValue(1);
        assertThat(shop.request.why()).isTrue();
        assertThatThrownBy(() -> run("basket", " , "))
                .isInstanceOf(TesseraException.class)
                .hasMessage("basket: no item is named");
    }

    @Test
    void similarItemsAreShown() throws Exception {
        assertThat(run("similar", "i1", "-n", "2", "--strategy", "itemknn")).contains("Teapot", "answered by itemknn");
        assertThat(json("similar", "i1", "--json").getAsJsonArray("items")).hasSize(1);
        assertThatThrownBy(() -> run("similar", "nix")).hasMessage("no item nix");
        assertThatThrownBy(() -> run("similar", "i1", "-n", "0"))
                .hasMessage("similar: -n is \"0\", expected a whole number from 1 to 10000");
        assertThatThrownBy(() -> run("similar")).hasMessage("similar: ITEM is missing");
    }

    @Test
    void whatWasExploredIsExportedOrForgotten() throws Exception {
        assertThat(run("explored", "export", "e.csv")).isEqualToIgnoringNewLines("1,234 places shown, in /shop/e.csv");
        assertThat(shop.file).contains(Path.of("/shop/e.csv"));
        assertThat(json("explored", "export", "e.csv", "--json").get("lines").getAsLong())
                .isEqualTo(1234);
        assertThat(run("explored", "forget", "c1")).isEqualToIgnoringNewLines("what was shown to c1 by chance is gone");
        assertThat(shop.forgotten).containsExactly("c1");
        assertThatThrownBy(() -> run("explored", "exprot", "e.csv"))
                .isInstanceOfSatisfying(
                        TesseraException.class, e -> assertThat(e.hint()).isEqualTo("did you mean export?"));
    }

    @Test
    void trainingSaysWhatServes() throws Exception {
        assertThat(run("train", "--strategy", "ease", "--set", "lambda=100", "--seed", "7")
                        .lines())
                .contains("ease-3 serves, trained in 1.50 s on 5,000 pairs of 40 customers and 30 items");
        assertThat(shop.trained).containsExactly(Optional.of("ease"), Map.of("lambda", "100"), 7L);
        assertThat(json("train", "--json").get("id").getAsString()).isEqualTo("ease-3");
    }

    private String run(String name, String... arguments) throws Exception {
        return Calls.run(commands, name, arguments);
    }

    private JsonObject json(String name, String... arguments) throws Exception {
        return JsonParser.parseString(run(name, arguments)).getAsJsonObject();
    }

    /** Knows i1, i2 and so on, and the category Toys; remembers what it was asked. */
    private static final class Shop implements Recommendations {
        RecommendationRequest request = RecommendationRequest.forNobody().build();
        Optional<String> segment = Optional.empty();
        Optional<Path> file = Optional.empty();
        final List<String> forgotten = new ArrayList<>();
        final List<Object> trained = new ArrayList<>();
        int asked;

        @Override
        public ModelInfo train(Optional<String> strategy, Map<String, ?> settings, long seed, Progress progress) {
            trained.addAll(List.of(strategy, settings, seed));
            return new ModelInfo(
                    "ease-3",
                    new Provenance(
                            "recommend",
                            "ease",
                            "1.0.0",
                            Map.of("lambda", 100),
                            seed,
                            Instant.EPOCH,
                            Duration.ofMillis(1500),
                            Instant.EPOCH,
                            Instant.EPOCH,
                            Map.of("pairs", 5000L, "customers", 40L, "items", 30L),
                            Map.of()),
                    true,
                    1);
        }

        @Override
        public Recommendation recommend(RecommendationRequest wish) {
            asked++;
            request = wish;
            if (wish.basket().contains("nix")) {
                throw new TesseraException("no item nix (in the basket)", "did you mean nox?");
            }
            if (wish.filter().categories().contains("Toyz")) {
                throw new TesseraException("no category Toyz", "did you mean Toys?");
            }
            return wish.candidates().equals(Optional.of(wish.exclusions()))
                    ? new Recommendation(wish.customer(), "", "", List.of(), List.of("0 of 3 items may be answered"))
                    : answer(wish.customer(), "ease", wish.why());
        }

        private static Recommendation answer(String customer, String strategy, boolean why) {
            Recommendation.Why reason = new Recommendation.Why("item", "goes with Cup", .75);
            return new Recommendation(
                    customer,
                    strategy,
                    strategy + "-3",
                    List.of(new Recommendation.Item("i1", "Teapot", .75, why ? List.of(reason) : List.of())));
        }

        @Override
        public Recommendation similar(String item, int n, Optional<String> strategy) {
            if (item.equals("nix")) {
                throw new TesseraException("no item nix", "did you mean nox?");
            }
            return answer("", strategy.orElse("ease"), false);
        }

        @Override
        public Recommendation recommendSegment(String name, RecommendationRequest wish, Progress progress) {
            segment = Optional.of(name);
            request = wish;
            return answer("", "ease", wish.why());
        }

        @Override
        public int recommendAll(Path to, Optional<String> name, RecommendationRequest wish, Progress progress) {
            file = Optional.of(to);
            segment = name;
            request = wish;
            return 2000;
        }

        @Override
        public long exportExploration(Path to) {
            file = Optional.of(to);
            return 1234;
        }

        @Override
        public void forgetExploration(String customer) {
            forgotten.add(customer);
        }
    }

    /** Knows c1 alone. */
    private static final class OneCustomer implements CustomerDirectory {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public String id(int customer) {
            return "c1";
        }

        @Override
        public OptionalInt indexOf(String id) {
            return id.equals("c1") ? OptionalInt.of(0) : OptionalInt.empty();
        }

        @Override
        public Map<String, String> attributes(int customer) {
            return Map.of();
        }

        @Override
        public List<String> attributeNames() {
            return List.of();
        }
    }
}
