// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Interactions;
import org.tessera.api.recommend.RatingModel;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Progress;
import org.tessera.engine.measure.BareCatalog;
import org.tessera.engine.measure.RatingEvaluator;

/**
 * Cross-validation of what foretells ratings, in given folds: trains on all but one, foretells that one, for each in
 * turn; the errors are the means over the folds, as the authors of Surprise publish theirs.
 */
final class RatingsTask implements BenchTask {
    @Override
    public String name() {
        return "ratings";
    }

    @Override
    public String summary() {
        return "foretells ratings in given folds: trained on the others, the mean error of all";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.required("strategy", "NAME", "one that foretells ratings: baseline, ratingknn, svd, svdpp"),
                Option.optional("set", "a=b,c=d", "settings of the strategy; the others keep their defaults"),
                Option.optional("settings", "FILE.json", "settings by strategy; --set goes before them"),
                Option.required(
                        "data", "FILE", "a rating in each line: customer, item, stars, split by tab, comma or blank"),
                Option.required("folds", "FILE", "a number in each line: the fold of the rating in the same line"),
                Option.optional("seed", "N", "of the strategy, 1 if not given"),
                Option.optional("within", "FOLD", "tune: foretells a fifth of the training part of this fold instead"),
                Option.optional("threads", "N", "to train with, all processors if not given"));
    }

    @Override
    public void run(Options options, Consumer<Measurement> out) throws IOException {
        String name = options.needed("strategy");
        Recommender strategy = Recommenders.of(name);
        long seed = options.number("seed", 1L, Long.MIN_VALUE, Long.MAX_VALUE);
        int threads = options.number("threads", Runtime.getRuntime().availableProcessors(), 1, 1024);
        Map<String, String> settings = PairData.settings(options, name);
        RatingFile ratings = RatingFile.read(
                options.path("data").orElseThrow(), options.path("folds").orElseThrow());
        List<RatingEvaluator> folds = new ArrayList<>();
        if (options.has("within")) {
            folds.add(ratings.within(options.number("within", Integer.MIN_VALUE, Integer.MAX_VALUE), seed));
        } else {
            ratings.folds().forEach(fold -> folds.add(ratings.fold(fold)));
        }
        List<Double> seconds = new ArrayList<>();
        List<RatingEvaluator.Result> results = new ArrayList<>();
        Map<String, Object> effective = new LinkedHashMap<>();
        try (Workers workers = new Workers(threads)) {
            for (RatingEvaluator fold : folds) {
                Interactions train = fold.train();
                long start = System.nanoTime();
                try (RecommenderModel model = strategy.train(
                        new RecommenderInput(train, new BareCatalog(train.items()), 0),
                        settings,
                        workers.context(seed, Progress.unwatched()))) {
                    seconds.add((System.nanoTime() - start) / 1e9);
                    effective.putAll(model.settings());
                    results.add(fold.evaluate(foretelling(name, model), Progress.unwatched()));
                }
            }
        }
        Map<String, Double> quality = new LinkedHashMap<>();
        quality.put(
                "rmse", mean(results.stream().map(RatingEvaluator.Result::rmse).toList()));
        quality.put(
                "mae", mean(results.stream().map(RatingEvaluator.Result::mae).toList()));
        quality.put(
                "coverage",
                mean(results.stream().map(RatingEvaluator.Result::coverage).toList()));
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("customers", ratings.customers().size());
        more.put("threads", threads);
        more.put(
                "rmse_of_folds",
                results.stream().map(RatingEvaluator.Result::rmse).toList());
        more.put(
                "predict_us",
                Measurement.rounded(1e6
                        * mean(results.stream()
                                .map(RatingEvaluator.Result::secondsEach)
                                .toList())));
        out.accept(new Measurement(
                name(), name, ratings.stars().length, ratings.items().size(), effective, seconds, quality, more));
    }

    private static RatingModel foretelling(String name, RecommenderModel model) {
        if (model instanceof RatingModel rating) {
            return rating;
        }
        throw new UsageException("option --strategy: " + name + " does not foretell ratings");
    }

    private static double mean(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    /** Ratings with the fold of each. */
    private record RatingFile(
            Map<String, Integer> customers, Map<String, Integer> items, int[] u, int[] i, float[] stars, int[] fold) {
        static RatingFile read(Path data, Path folds) throws IOException {
            List<String> lines = Files.readAllLines(data, StandardCharsets.UTF_8);
            List<String> numbers = Files.readAllLines(folds, StandardCharsets.UTF_8);
            if (lines.size() != numbers.size()) {
                throw new TesseraException(
                        data + " has " + lines.size() + " lines, " + folds + " has " + numbers.size(),
                        "give files that belong together");
            }
            Map<String, Integer> customers = new LinkedHashMap<>();
            Map<String, Integer> items = new LinkedHashMap<>();
            int n = lines.size();
            RatingFile file = new RatingFile(customers, items, new int[n], new int[n], new float[n], new int[n]);
            for (int k = 0; k < n; k++) {
                String[] fields = lines.get(k).split("[\t, ]+");
                try {
                    file.stars[k] = Float.parseFloat(fields[2]);
                    file.fold[k] = Integer.parseInt(numbers.get(k).strip());
                } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                    throw new TesseraException(
                            "line " + (k + 1) + " of " + data + " or " + folds + " is not of the form expected",
                            "write customer, item and stars, and the number of a fold",
                            e);
                }
                file.u[k] = index(customers, fields[0]);
                file.i[k] = index(items, fields[1]);
            }
            return file;
        }

        private static int index(Map<String, Integer> known, String id) {
            Integer index = known.putIfAbsent(id, known.size());
            return index == null ? known.size() - 1 : index;
        }

        /** The numbers of the folds, ascending. */
        TreeSet<Integer> folds() {
            TreeSet<Integer> numbers = new TreeSet<>();
            for (int number : fold) {
                numbers.add(number);
            }
            return numbers;
        }

        RatingEvaluator fold(int held) {
            return split(k -> fold[k] == held ? Part.TEST : Part.TRAIN);
        }

        /** A random fifth of the training part of a fold against the rest of it; the fold itself is left out. */
        RatingEvaluator within(int held, long seed) {
            java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
            return split(k -> fold[k] == held ? Part.NEITHER : random.nextInt(5) == 0 ? Part.TEST : Part.TRAIN);
        }

        private enum Part {
            TRAIN,
            TEST,
            NEITHER
        }

        private RatingEvaluator split(java.util.function.IntFunction<Part> parts) {
            Interactions.Builder train = Interactions.Builder.strongest();
            Interactions.Builder test = Interactions.Builder.strongest();
            for (int k = 0; k < stars.length; k++) {
                Part part = parts.apply(k);
                if (part != Part.NEITHER) {
                    (part == Part.TEST ? test : train).add(u[k], i[k], stars[k]);
                }
            }
            return new RatingEvaluator(
                    train.build(customers.size(), items.size()), test.build(customers.size(), items.size()));
        }
    }
}
