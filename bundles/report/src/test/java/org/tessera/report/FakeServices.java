// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Event;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.ingest.ImportReport;
import org.tessera.api.ingest.ImportRequest;
import org.tessera.api.ingest.Importer;
import org.tessera.api.ingest.Reject;
import org.tessera.api.measure.ClusteringScores;
import org.tessera.api.measure.Evaluations;
import org.tessera.api.measure.Leaderboard;
import org.tessera.api.measure.Split;
import org.tessera.api.profile.Population;
import org.tessera.api.profile.Portrait;
import org.tessera.api.profile.Portraits;
import org.tessera.api.profile.Trait;
import org.tessera.api.recommend.Recommendation;
import org.tessera.api.recommend.RecommendationRequest;
import org.tessera.api.recommend.Recommendations;
import org.tessera.api.strategy.ModelInfo;
import org.tessera.api.strategy.Models;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Provenance;
import org.tessera.api.strategy.Strategies;
import org.tessera.api.strategy.StrategyInfo;

/** Services of api that answer from a {@link FakeShop}, each as full or as empty as a test wants. */
final class FakeServices {
    static final Instant WRITTEN = Instant.parse("2025-06-30T12:00:00Z");

    private FakeServices() {}

    /** Nothing is running. */
    static Sources none() {
        return new Sources(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Everything is running and nothing has been done yet. */
    static Sources idle() {
        FakeShop shop = new FakeShop(0);
        shop.names.clear();
        return new Sources(
                Optional.of(new Imports(List.of(), List.of())),
                Optional.of(shop.store()),
                Optional.of(shop.directory()),
                Optional.of(shop::catalog),
                Optional.of(new RfmPortraits(shop)),
                Optional.of(new FakeSegments(shop, List.of())),
                Optional.of(new Shelf(shop, false)),
                Optional.of(new Boards(Optional.empty())),
                Optional.of(new Installed(List.of())),
                Optional.of(new Kept(List.of())));
    }

    /** Everything is running and has been done. */
    static Sources busy(FakeShop shop, List<String> segmentNames) {
        return new Sources(
                Optional.of(new Imports(REPORTS, REJECTS)),
                Optional.of(shop.store()),
                Optional.of(shop.directory()),
                Optional.of(shop::catalog),
                Optional.of(new RfmPortraits(shop)),
                Optional.of(new FakeSegments(shop, segmentNames)),
                Optional.of(new Shelf(shop, true)),
                Optional.of(new Boards(Optional.of(BOARD))),
                Optional.of(new Installed(STRATEGIES)),
                Optional.of(new Kept(MODELS)));
    }

    static final List<ImportReport> REPORTS = List.of(
            new ImportReport(
                    "events.csv",
                    "events",
                    "by the names of the columns",
                    123_456,
                    120_000,
                    Map.of("bad date", 12L, "missing key", 30L),
                    3_414,
                    List.of(new ImportReport.Step("exact duplicates", 3_414), new ImportReport.Step("postage", 0)),
                    1.25,
                    WRITTEN.minusSeconds(60)),
            new ImportReport(
                    "items.csv", "items", "by name", 48, 48, Map.of(), 0, List.of(), 0.02, WRITTEN.minusSeconds(90)));

    static final List<Reject> REJECTS = List.of(
            new Reject("events.csv", 1_017, "bad date", "'31/31/2024' is not a date", "C1000,I101,view,31/31/2024,,"),
            new Reject("events.csv", 2_034, "missing key", "item is empty", "C1001,,view," + "x".repeat(400)));

    static final Leaderboard BOARD = new Leaderboard(
            "the newest 20% of events, by time",
            873,
            10,
            "itemknn",
            "categories",
            List.of(
                    row("itemknn", .2113, .2407, .94, .41, .094, 0, 0, 0),
                    row("userknn", .2087, .2411, .71, .22, .610, -.0026, -.0061, .0009),
                    row("popular", .0711, .0816, .03, .01, .009, -.1402, -.1498, -.1307)),
            List.of(new Leaderboard.Refusal("svd", "there are no ratings & none can be <foretold>")));

    private static Leaderboard.Row row(
            String strategy,
            double ndcg,
            double recall,
            double coverage,
            double trainSeconds,
            double p99Ms,
            double difference,
            double low,
            double high) {
        Leaderboard.Figures figures =
                new Leaderboard.Figures(ndcg, .8 * ndcg, .4 * ndcg, recall, 2 * ndcg, .6 * ndcg, 1.2 * ndcg, .5 + ndcg);
        return new Leaderboard.Row(
                strategy,
                figures,
                coverage,
                1 - coverage,
                6.1,
                .62,
                trainSeconds,
                .2 * p99Ms,
                p99Ms,
                new Leaderboard.Difference(difference, low, high),
                List.of(
                        new Leaderboard.Slice("history", "0-4", 500, figures),
                        new Leaderboard.Slice("history", "5-19", 373, figures)));
    }

    static final List<StrategyInfo> STRATEGIES = List.of(
            new StrategyInfo(
                    "recommend",
                    "itemknn",
                    "0.1.0",
                    "org.tessera.recommend.itemknn",
                    "serving",
                    true,
                    Map.of("neighbours", 100),
                    ""),
            new StrategyInfo(
                    "recommend",
                    "popular",
                    "0.1.0",
                    "org.tessera.recommend.popular",
                    "fallback",
                    false,
                    Map.of("half_life_days", 90.0),
                    "fills up where others have nothing"),
            new StrategyInfo(
                    "segment", "kmeans", "0.1.0", "org.tessera.segment.kmeans", "serving", true, Map.of("k", 0), ""));

    static final List<ModelInfo> MODELS = List.of(new ModelInfo(
            "itemknn-7",
            new Provenance(
                    "recommend",
                    "itemknn",
                    "0.1.0",
                    Map.of(),
                    42,
                    WRITTEN,
                    Duration.ofMillis(412),
                    Instant.ofEpochMilli(FakeShop.START),
                    WRITTEN,
                    new LinkedHashMap<>(Map.of("pairs", 12_345L)),
                    Map.of()),
            true,
            123_456));

    record Imports(List<ImportReport> history, List<Reject> quarantine) implements Importer {
        @Override
        public ImportReport run(ImportRequest request, Progress progress) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Reject> rejects(int limit) {
            return quarantine.stream().limit(limit).toList();
        }

        @Override
        public long rejectCount() {
            return quarantine.size();
        }
    }

    /** Recency, frequency and money of purchases. */
    record RfmPortraits(FakeShop shop) implements Portraits {
        @Override
        public List<Trait> traits() {
            return List.of(
                    new Trait("recency_days", Trait.Type.NUMBER, "days", "Value", "Days since the last order.", true),
                    new Trait("frequency", Trait.Type.NUMBER, "orders", "Value", "Number of orders.", true),
                    new Trait("monetary", Trait.Type.NUMBER, "", "Value", "Money spent.", true),
                    new Trait("first_seen", Trait.Type.TIME, "", "Rhythm", "First event.", false),
                    new Trait("category_share", Trait.Type.SHARES, "", "Taste", "Share of categories.", false));
        }

        @Override
        public Optional<Portrait> of(String customer) {
            int index = shop.customers.indexOf(customer);
            List<Event> bought = index < 0 ? List.of() : shop.purchases(index);
            if (bought.isEmpty()) {
                return Optional.empty();
            }
            Map<String, Object> traits = new LinkedHashMap<>();
            traits.put("recency_days", recency(bought));
            traits.put("frequency", (double) bought.size());
            traits.put("monetary", bought.stream().mapToDouble(Event::value).sum());
            traits.put("first_seen", bought.get(0).time());
            traits.put("category_share", Map.of("Tea & Coffee", 0.625));
            return Optional.of(new Portrait(customer, traits, List.of("some"), WRITTEN));
        }

        private double recency(List<Event> bought) {
            long newest = shop.events.get(shop.events.size() - 1).time();
            return (double) (newest - bought.get(bought.size() - 1).time()) / FakeShop.DAY;
        }

        @Override
        public void catchUp(Progress progress) {}

        @Override
        public FeatureTable table(List<String> traits, Progress progress) {
            int n = shop.customers.size();
            FeatureTable.Builder table =
                    FeatureTable.builder(n).ids(IntStream.range(0, n).toArray());
            for (String trait : traits) {
                double[] values = new double[n];
                Arrays.setAll(values, customer -> {
                    List<Event> bought = shop.purchases(customer);
                    return switch (trait) {
                        case "recency_days" -> recency(bought);
                        case "frequency" -> bought.size();
                        default -> bought.stream().mapToDouble(Event::value).sum();
                    };
                });
                table.numeric(trait, "", values);
            }
            return table.build();
        }

        @Override
        public Population population() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Summary summary() {
            return new Summary(shop.customers.size(), WRITTEN, Map.of(), Map.of());
        }
    }

    /** Offers the next items in the list. */
    record Shelf(FakeShop shop, boolean trained) implements Recommendations {
        @Override
        public ModelInfo train(Optional<String> strategy, Map<String, ?> settings, long seed, Progress progress) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Recommendation recommend(RecommendationRequest request) {
            check();
            return answer(request.customer(), Math.max(0, shop.customers.indexOf(request.customer())), request.n());
        }

        @Override
        public Recommendation recommendSegment(String segment, RecommendationRequest request, Progress progress) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int recommendAll(Path file, Optional<String> segment, RecommendationRequest request, Progress progress) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long exportExploration(Path file) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forgetExploration(String customer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Recommendation similar(String item, int n, Optional<String> strategy) {
            check();
            return answer("", shop.catalog().indexOf(item).orElseThrow() + 1, n);
        }

        private void check() {
            if (!trained) {
                throw new TesseraException("no model is trained for recommend", "train one with: train");
            }
        }

        private Recommendation answer(String customer, int from, int n) {
            List<Recommendation.Item> items = IntStream.range(from, from + n)
                    .map(item -> item % shop.names.size())
                    .mapToObj(item -> new Recommendation.Item(
                            shop.catalog().id(item),
                            shop.catalog().name(item),
                            1.0 / (1 + item),
                            List.of(new Recommendation.Why(
                                    "item", "goes with " + shop.names.get(item), 1.0 / (1 + item)))))
                    .toList();
            return new Recommendation(customer, "itemknn", "itemknn-7", items);
        }
    }

    record Boards(Optional<Leaderboard> latest) implements Evaluations {
        @Override
        public org.tessera.api.measure.Comparison compare(
                Optional<String> champion, List<String> challengers, Split split, int k, long seed, Progress progress) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Leaderboard recommend(
                List<String> strategies,
                Map<String, ? extends Map<String, ?>> settings,
                Split split,
                int k,
                Optional<String> reference,
                long seed,
                Progress progress) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ClusteringScores segment(
                List<String> strategies,
                Map<String, ? extends Map<String, ?>> settings,
                Optional<String> truth,
                long seed,
                Progress progress) {
            throw new UnsupportedOperationException();
        }
    }

    record Installed(List<StrategyInfo> list) implements Strategies {
        @Override
        public StrategyInfo use(String task, String name) {
            throw new UnsupportedOperationException();
        }
    }

    record Kept(List<ModelInfo> models) implements Models {
        @Override
        public ModelInfo rollback(String task) {
            throw new UnsupportedOperationException();
        }
    }
}
