// SPDX-License-Identifier: Apache-2.0
package org.tessera.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.tessera.api.ingest.ImportRequest;
import org.tessera.api.ingest.Importer;
import org.tessera.api.recommend.Recommendation;
import org.tessera.api.recommend.Recommendations;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Strategies;
import org.tessera.itest.FrameworkExtension;

/**
 * Every recommender comes and goes while others ask, in a shop of ratings in stars, from which all of them can learn.
 * The three that are always there are put to the same in {@link ComeAndGoIT}.
 */
class RecommendersComeAndGoIT {
    private static final int ASKING = 4;

    @RegisterExtension
    static final FrameworkExtension FRAMEWORK = SampleShop.framework(
                    "org.tessera.recommend.rp3beta",
                    "org.tessera.recommend.ease",
                    "org.tessera.recommend.slim",
                    "org.tessera.recommend.als",
                    "org.tessera.recommend.bpr",
                    "org.tessera.recommend.puresvd",
                    "org.tessera.recommend.nmf",
                    "org.tessera.recommend.baseline",
                    "org.tessera.recommend.ratingknn",
                    "org.tessera.recommend.svd",
                    "org.tessera.recommend.svdpp",
                    "org.tessera.recommend.content",
                    "org.tessera.recommend.neumf",
                    "org.tessera.recommend.twotower",
                    "org.tessera.recommend.sessionknn",
                    "org.tessera.recommend.associations",
                    "org.tessera.recommend.transitions",
                    "org.tessera.recommend.trending",
                    "org.tessera.recommend.newest",
                    "org.tessera.recommend.blend")
            .configure("org.tessera.recommend", Map.of("ratings", "stars"));

    @BeforeAll
    static void openTheShop() throws Exception {
        Importer importer = FRAMEWORK.service(Importer.class);
        Path events = ratings(FRAMEWORK.home().resolve("ratings.csv"));
        importer.run(ImportRequest.of("events", events, Optional.empty()), Progress.unwatched());
        Path items = items(FRAMEWORK.home().resolve("items.csv"));
        importer.run(ImportRequest.of("items", items, Optional.empty()), Progress.unwatched());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rp3beta",
                "ease",
                "slim",
                "als",
                "bpr",
                "puresvd",
                "nmf",
                "baseline",
                "ratingknn",
                "svd",
                "svdpp",
                "content",
                "neumf",
                "twotower",
                "sessionknn",
                "associations",
                "transitions",
                "trending",
                "newest",
                "blend"
            })
    void noQuestionFailsWhileItComesAndGoes(String name) throws Exception {
        Recommendations recommendations = FRAMEWORK.service(Recommendations.class);
        Strategies strategies = FRAMEWORK.service(Strategies.class);
        recommendations.train(Optional.of(name), Map.of(), 1, Progress.unwatched());
        assertThat(recommendations.recommend("c3", 5, Optional.of(name), true).strategy())
                .isEqualTo(name);
        AtomicBoolean asking = new AtomicBoolean(true);
        AtomicLong answers = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(ASKING);
        try {
            List<Future<String>> askers = new ArrayList<>();
            for (int t = 0; t < ASKING; t++) {
                int first = t;
                askers.add(threads.submit(() -> {
                    for (int k = first; asking.get(); k++) {
                        Recommendation answer = recommendations.recommend(
                                "c" + k % SampleShop.CUSTOMERS, 5, Optional.empty(), k % 7 == 0);
                        if (answer.items().size() != 5) {
                            return "customer c" + k % SampleShop.CUSTOMERS + " got " + answer;
                        }
                        answers.incrementAndGet();
                    }
                    return "";
                }));
            }
            strategies.use("recommend", name);
            Bundle bundle = bundle("org.tessera.recommend." + name);
            String location = bundle.getLocation();
            bundle.stop();
            awaitMore(answers);
            bundle.start();
            bundle.update();
            awaitMore(answers);
            bundle.uninstall();
            awaitMore(answers);
            FRAMEWORK.context().installBundle(location).start();
            awaitMore(answers);
            asking.set(false);
            for (Future<String> asker : askers) {
                assertThat(asker.get()).isEmpty();
            }
        } finally {
            asking.set(false);
            threads.shutdown();
        }
        await().untilAsserted(() -> assertThat(strategies.list())
                .anyMatch(s -> s.name().equals(name) && s.state().equals("serving")));
        assertThat(recommendations.recommend("c3", 5, Optional.of(name), false).strategy())
                .as("its model is read back")
                .isEqualTo(name);
    }

    /** Everybody likes the items of one shelf and can do without the others. */
    private static Path ratings(Path file) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder csv = new StringBuilder("customer,item,type,time,value,order\n");
        for (int customer = 0; customer < SampleShop.CUSTOMERS; customer++) {
            for (int k = 0; k < 12; k++) {
                int shelf = random.nextInt(10) < 7 ? customer % 3 : random.nextInt(3);
                csv.append("c%d,i%d,rating,%s,%d,o%d%n"
                        .formatted(
                                customer,
                                shelf * 10 + random.nextInt(10),
                                LocalDate.of(2026, 1, 1).plusDays(random.nextInt(75) + 75 * (k / 3)),
                                shelf == customer % 3 ? 4 + random.nextInt(2) : 1 + random.nextInt(2),
                                4 * customer + k / 3));
            }
        }
        return Files.writeString(file, csv);
    }

    private static Path items(Path file) throws IOException {
        List<String> things = List.of("lantern", "gnome", "cup", "saucer", "train", "ball");
        StringBuilder csv = new StringBuilder("item,name\n");
        for (int item = 0; item < 30; item++) {
            csv.append("i%d,%s %d%n".formatted(item, things.get(item / 5), item));
        }
        return Files.writeString(file, csv);
    }

    private static Bundle bundle(String symbolicName) {
        return Arrays.stream(FRAMEWORK.context().getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitMore(AtomicLong answers) {
        long before = answers.get();
        await().until(() -> answers.get() > before + 200);
    }
}
