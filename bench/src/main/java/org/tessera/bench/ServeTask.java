// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tessera.api.TesseraException;
import org.tessera.api.recommend.Recommendation;
import org.tessera.api.recommend.Recommendations;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.launcher.Tessera;

/**
 * Answers of the whole engine, as an application that embeds it gets them: by external id, with names, from the service
 * and not from the strategy. Needs the distribution's {@code lib/} on the class path before this jar.
 */
final class ServeTask implements BenchTask {
    @Override
    public String name() {
        return "serve";
    }

    @Override
    public String summary() {
        return "time of one answer of the recommendation service of a home that has events and a model";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.required("home", "DIR", "home of the engine, as --home of bin/tessera"),
                Option.required("distribution", "DIR", "the unpacked distribution"),
                Option.optional("n", "N", "items of an answer, 10"),
                Option.optional("threads", "N", "that ask at once, 1"),
                Option.optional("requests", "N", "measured in all, 20000; as many go before them to warm up"),
                Option.optional("why", "BOOL", "true: with reasons; false"),
                Option.optional("seed", "N", "of the order of customers, 1"));
    }

    @Override
    public void run(Options options, Consumer<Measurement> out) throws Exception {
        try {
            serve(options, out);
        } catch (NoClassDefFoundError e) {
            throw new TesseraException(
                    "the distribution is not on the class path",
                    "start with java -cp 'DISTRIBUTION/lib/*:tessera-bench.jar' org.tessera.bench.Main serve …");
        }
    }

    private void serve(Options options, Consumer<Measurement> out) throws Exception {
        int n = options.number("n", 10, 1, 1000);
        int threads = options.number("threads", 1, 1, 256);
        int requests = options.number("requests", 20_000, threads, 100_000_000);
        boolean why = options.text("why").orElse("false").equals("true");
        long seed = options.number("seed", 1L, Long.MIN_VALUE, Long.MAX_VALUE);
        try (Tessera tessera = Tessera.at(Path.of(options.needed("home")).toAbsolutePath())
                .distribution(Path.of(options.needed("distribution")).toAbsolutePath())
                .start()) {
            Recommendations recommendations = tessera.service(Recommendations.class);
            CustomerDirectory customers = tessera.service(CustomerDirectory.class);
            if (customers.size() == 0) {
                throw new TesseraException("the home has no customers", "import events and train first");
            }
            Question question = customer -> recommendations.recommend(customers.id(customer), n, Optional.empty(), why);
            ask(question, customers.size(), threads, requests, seed);
            double[] seconds = ask(question, customers.size(), threads, requests, seed + 1);
            Arrays.sort(seconds);
            out.accept(new Measurement(
                    name(),
                    question.answer(0).strategy(),
                    customers.size(),
                    n,
                    Map.of("threads", threads, "requests", requests, "why", why),
                    List.of(Arrays.stream(seconds).sum() / threads),
                    Map.of(
                            "p50_ms", at(seconds, .5),
                            "p99_ms", at(seconds, .99),
                            "p999_ms", at(seconds, .999),
                            "max_ms", at(seconds, 1)),
                    Map.of()));
        }
    }

    private interface Question {
        Recommendation answer(int customer);
    }

    private static double[] ask(Question question, int customers, int threads, int requests, long seed)
            throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<double[]>> parts = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                SplittableRandom random = new SplittableRandom(seed * threads + t);
                int share = requests / threads;
                parts.add(pool.submit(() -> IntStream.range(0, share)
                        .mapToDouble(k -> {
                            int customer = random.nextInt(customers);
                            long start = System.nanoTime();
                            question.answer(customer);
                            return (System.nanoTime() - start) / 1e9;
                        })
                        .toArray()));
            }
            double[] all = new double[0];
            for (Future<double[]> part : parts) {
                double[] seconds = part.get();
                int before = all.length;
                all = Arrays.copyOf(all, before + seconds.length);
                System.arraycopy(seconds, 0, all, before, seconds.length);
            }
            return all;
        } finally {
            pool.shutdownNow();
        }
    }

    private static double at(double[] seconds, double share) {
        return Math.round(1e6 * seconds[Math.max(0, (int) Math.ceil(share * seconds.length) - 1)]) / 1e3;
    }
}
