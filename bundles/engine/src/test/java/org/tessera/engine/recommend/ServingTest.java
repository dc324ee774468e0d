// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.TesseraException;
import org.tessera.api.recommend.Boost;
import org.tessera.api.recommend.Bought;
import org.tessera.api.recommend.ItemFilter;
import org.tessera.api.recommend.Recommendation;
import org.tessera.api.recommend.RecommendationRequest;
import org.tessera.api.recommend.RecommendationRequest.Builder;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Settings;
import org.tessera.engine.Stores;
import org.tessera.engine.recommend.serve.Audience;
import org.tessera.engine.strategy.Slot;
import org.tessera.engine.strategy.SlotAccess;
import org.tessera.engine.strategy.Workers;
import org.tessera.engine.testing.FixedRecommender;
import org.tessera.engine.testing.MemoryStore;

/** The model ranks items from the last to the first, so that what is asked for is easy to foretell. */
class ServingTest {
    @TempDir
    Path folder;

    private final MemoryStore store = new MemoryStore();
    private final FixedRecommender strategy = new FixedRecommender(false, false);
    private RecommendationService service;

    @BeforeEach
    void open() {
        for (int item = 0; item < 8; item++) {
            store.purchase("else", "i" + item, 1000 + item);
        }
        store.purchase("ann", "i7", 2000).purchase("ann", "i0", 2001).purchase("bob", "i1", 3000);
        for (int item = 0; item < 8; item++) {
            store.category("i" + item, item < 4 ? "low" : "high").attribute("i" + item, "price", "" + (item + 1));
        }
        open(Audience.nobody());
    }

    private void open(Audience audience, String... rules) {
        Slot<RecommenderInput, RecommenderModel, Recommender> slot =
                SlotAccess.slot("recommend", folder.resolve("models"), Duration.ofSeconds(10));
        SlotAccess.add(slot, "fixed", 1, strategy);
        service = new RecommendationService(
                new Stores(store, store, store),
                slot,
                new Workers(),
                SurroundingsOf.with(audience, folder.resolve("explored.csv"), rules),
                Settings.defaults(RecommendationService.Config.class));
        service.train(Optional.of("fixed"), Map.of(), 1, Progress.unwatched());
    }

    private Recommendation ask(UnaryOperator<Builder> wishes) {
        Recommendation answer = service.recommend(
                wishes.apply(RecommendationRequest.forCustomer("ann").n(3).why(true))
                        .build());
        for (Recommendation.Item item : answer.items()) {
            double sum = item.reasons().stream()
                    .mapToDouble(Recommendation.Why::weight)
                    .sum();
            assertThat(sum).as(item.toString()).isCloseTo(item.score(), within(1e-9));
        }
        return answer;
    }

    private static ItemFilter filter(String category, double lowest, double highest) {
        return new ItemFilter(
                category.isEmpty() ? List.of() : List.of(category), List.of(), lowest, highest, false, Double.NaN);
    }

    private static String items(Recommendation answer) {
        return String.join(
                " ", answer.items().stream().map(Recommendation.Item::item).toList());
    }

    @Test
    void aRequestMayRestrictWhatIsAnswered() {
        assertThat(items(ask(r -> r))).isEqualTo("i6 i5 i4");
        assertThat(items(ask(r -> r.exclusions(List.of("i5"))))).isEqualTo("i6 i4 i3");
        assertThat(items(ask(r -> r.candidates(List.of("i1", "i3", "i7"))))).isEqualTo("i3 i1");
        assertThat(items(ask(r -> r.filter(filter("low", Double.NaN, Double.NaN)))))
                .isEqualTo("i3 i2 i1");
        assertThat(items(ask(r -> r.filter(filter("", 2.5, 5))))).isEqualTo("i4 i3 i2");
        assertThat(items(ask(r -> r.perCategory(1)))).isEqualTo("i6 i3");
        assertThat(items(ask(r -> r.basket(List.of("i6", "i5"))))).isEqualTo("i4 i3 i2");
    }

    @Test
    void boughtItemsMayComeAgain() {
        assertThat(items(ask(r -> r.bought(Bought.after(0))))).isEqualTo("i7 i6 i5");
        assertThat(items(ask(r -> r.bought(Bought.after(1))))).isEqualTo("i6 i5 i4");
        assertThat(items(ask(r -> r.bought(Bought.after(1)).time(2000 + 86_400_000L))))
                .isEqualTo("i7 i6 i5");
    }

    @Test
    void boostsReachItemsFarDown() {
        Recommendation answer = ask(r -> r.boost(new Boost(Boost.Kind.ITEM, "i1", 100)));
        assertThat(items(answer)).isEqualTo("i1 i6 i5");
        assertThat(answer.items().get(0).reasons())
                .anySatisfy(why -> assertThat(why.text()).isEqualTo("item i1 times 100"));
        assertThat(items(ask(r -> r.boost(new Boost(Boost.Kind.CATEGORY, "High", 0)))))
                .startsWith("i3 i2 i1");
    }

    @Test
    void pinsStandWhereTheyWerePut() {
        Recommendation answer = ask(r -> r.pin("i2", 2));
        assertThat(items(answer)).isEqualTo("i6 i2 i5");
        assertThat(answer.items().get(1).reasons())
                .anySatisfy(why -> assertThat(why.text()).isEqualTo("pinned at 2"));
        Recommendation bought = ask(r -> r.pin("i7", 1));
        assertThat(items(bought)).as("a pin goes before what was bought").isEqualTo("i7 i6 i5");
        Recommendation excluded = ask(r -> r.pin("i2", 1).exclusions(List.of("i2")));
        assertThat(items(excluded)).isEqualTo("i6 i5 i4");
        assertThat(excluded.notes())
                .containsExactly("item i2 is not at place 1: it is excluded or does not meet the conditions");
    }

    @Test
    void rulesHoldForWhomAndWhenTheySay() {
        store.customer("bob", "country", "France");
        open(
                Audience.nobody(),
                "pin item=i0 at 1 country=France",
                "boost category=low 50 until 2020-01-01",
                "exclude item=i6",
                "exclude category=gone");
        assertThat(items(ask(r -> r))).isEqualTo("i5 i4 i3");
        assertThat(ask(r -> r).notes())
                .containsExactly("the rule 'exclude category=gone' names no category that there is");
        assertThat(items(ask(r -> r.attribute("country", "France")))).isEqualTo("i0 i5 i4");
        assertThat(items(service.recommend(
                        RecommendationRequest.forCustomer("bob").n(2).build())))
                .isEqualTo("i0 i7");
        assertThat(items(ask(r -> r.time(1_500_000_000_000L)))).isEqualTo("i3 i2 i1");
    }

    @Test
    void whatIsShownByChanceIsNoted() throws IOException {
        Recommendation answer = ask(r -> r.exploration(0.5));
        assertThat(answer.items()).hasSize(3);
        Path copy = folder.resolve("copy.csv");
        assertThat(service.exportExploration(copy)).isEqualTo(3);
        List<String> lines = Files.readAllLines(copy);
        for (int place = 1; place <= 3; place++) {
            String[] fields = lines.get(place).split(",");
            assertThat(fields[0]).isEqualTo("ann");
            assertThat(fields[3]).isEqualTo("" + place);
            assertThat(fields[4]).isEqualTo(answer.items().get(place - 1).item());
            assertThat(Double.parseDouble(fields[5])).isBetween(0.05, 1.0);
            assertThat(fields[7]).isEqualTo("fixed");
        }
        service.forgetExploration("ann");
        assertThat(service.exportExploration(copy)).isZero();
    }

    @Test
    void unknownCustomersAndNobodyAreAnswered() {
        assertThat(items(service.recommend("zoe", 2, Optional.empty(), false))).isEqualTo("i7 i6");
        assertThat(items(service.recommend(RecommendationRequest.forNobody()
                        .n(2)
                        .basket(List.of("i7"))
                        .build())))
                .isEqualTo("i6 i5");
    }

    @Test
    void mistakesAreToldInWords() {
        assertThatThrownBy(() -> ask(r -> r.basket(List.of("nix")))).hasMessage("no item nix (in the basket)");
        assertThatThrownBy(() -> ask(r -> r.n(0))).hasMessage("n is 0, expected 1 to 10000");
        assertThatThrownBy(() -> ask(r -> r.n(1_000_000_000))).hasMessage("n is 1000000000, expected 1 to 10000");
        assertThatThrownBy(() -> ask(r -> r.candidates(List.of())))
                .hasMessage("the list of candidates is empty, so nothing may be answered");
        assertThatThrownBy(() -> ask(r -> r.filter(filter("hig", 0, 1))))
                .hasMessage("no category hig")
                .isInstanceOfSatisfying(
                        TesseraException.class, e -> assertThat(e.hint()).isEqualTo("did you mean high?"));
        assertThatThrownBy(() -> filter("", 9, 1)).hasMessageStartingWith("the range of prices is upside down");
        assertThatThrownBy(() -> new Boost(Boost.Kind.ITEM, "i1", -1))
                .hasMessageStartingWith("the boost of i1 is -1.0");
        assertThatThrownBy(() -> ask(r -> r.pin("i1", 4))).hasMessage("the pin of i1 is at place 4 of an answer of 3");
        assertThatThrownBy(() -> ask(r -> r.pin("i1", 1).pin("i2", 1))).hasMessage("two items are pinned at place 1");
        assertThatThrownBy(() -> ask(r -> r.diversity(1))).hasMessageStartingWith("diversity is 1.0");
        assertThatThrownBy(() -> ask(r -> r.exploration(Double.NaN))).hasMessageStartingWith("exploration is NaN");
    }

    @Test
    void whereAllCandidatesAreOutItIsSaidWhy() {
        Recommendation answer = ask(r -> r.candidates(List.of("i7", "i6")).exclusions(List.of("i6")));
        assertThat(answer.items()).isEmpty();
        assertThat(answer.notes())
                .containsExactly(
                        "0 of 8 items may be answered: 2 meet the conditions, 2 of them are excluded or were bought");
        assertThat(items(ask(r -> r.n(10_000)))).isEqualTo("i6 i5 i4 i3 i2 i1");
    }

    @Test
    void aCustomerWithFiftyThousandEventsIsAnswered() {
        for (int k = 0; k < 50_000; k++) {
            store.add("view", "busy", "i" + k % 8, 5000 + k);
        }
        Recommendation answer = service.recommend(RecommendationRequest.forCustomer("busy")
                .n(3)
                .diversity(.5)
                .calibration(.5)
                .bought(Bought.consumables())
                .build());
        assertThat(answer.items()).hasSize(3);
    }

    @Test
    void allCustomersAreAnsweredInAFile() throws IOException {
        Path file = folder.resolve("all.csv");
        int count = service.recommendAll(
                file, Optional.empty(), RecommendationRequest.forNobody().n(2).build(), Progress.unwatched());
        assertThat(count).as("the one who bought everything has none").isEqualTo(2);
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "customer,place,item,name,score,strategy",
                        "ann,1,i6,the i6,7.0,fixed",
                        "ann,2,i5,the i5,6.0,fixed",
                        "bob,1,i7,the i7,8.0,fixed",
                        "bob,2,i6,the i6,7.0,fixed");
        assertThatThrownBy(() -> service.recommendAll(
                        file,
                        Optional.empty(),
                        RecommendationRequest.forNobody().n(1).build(),
                        (phase, done, total) -> {
                            throw new CancellationException("enough");
                        }))
                .isInstanceOf(CancellationException.class);
        assertThat(Files.readAllLines(file)).as("stays as it was").hasSize(5);
        try (var files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString).toList())
                    .noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    @Test
    void aSegmentGetsWhatItsCustomersAreRecommendedMost() {
        open(
                new Audience() {
                    @Override
                    public String segment(int customer) {
                        return customer == 1 ? "few" : "";
                    }

                    @Override
                    public int[] members(String segment, Progress progress) {
                        return new int[] {1, 2};
                    }
                },
                "pin item=i2 at 1 segment=few");
        RecommendationRequest request =
                RecommendationRequest.forNobody().n(2).why(true).build();
        Recommendation answer = service.recommendSegment("both", request, Progress.unwatched());
        // Ann gets i2 i6, Bob i7 i6.
        assertThat(items(answer)).isEqualTo("i6 i2");
        assertThat(answer.items().get(0).score()).isCloseTo(1 / (Math.log(3) / Math.log(2)), within(1e-12));
        assertThat(answer.items().get(0).reasons())
                .singleElement()
                .satisfies(why -> assertThat(why.text()).isEqualTo("among the answers of 2 of 2 of its customers"));
        assertThat(items(ask(r -> r))).startsWith("i2");
        assertThat(items(ask(r -> r.segment("other")))).startsWith("i6");
    }

    @Test
    void strategiesHearOfTheContext() {
        store.customer("ann", "country", "France");
        String[] heard = new String[1];
        strategy.listener = query -> heard[0] = query.context().attributes() + " "
                + Arrays.toString(query.context().basket()) + " " + query.history();
        ask(r -> r);
        assertThat(heard[0]).isEqualTo("{country=France} [] History[0, 7]");
        store.customer("ann", "country", "Spain");
        ask(r -> r.basket(List.of("i3")));
        assertThat(heard[0]).isEqualTo("{country=Spain} [3] History[0, 3, 7]");
    }
}
