// SPDX-License-Identifier: Apache-2.0
package org.tessera.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.tessera.api.TesseraException;
import org.tessera.api.ingest.ImportRequest;
import org.tessera.api.ingest.Importer;
import org.tessera.api.profile.Portraits;
import org.tessera.api.profile.Trait;
import org.tessera.api.recommend.Recommendation;
import org.tessera.api.recommend.Recommendations;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Strategies;
import org.tessera.api.strategy.StrategyInfo;
import org.tessera.itest.FrameworkExtension;

/** Bundles of strategies, profilers and readers come and go while others ask. */
class ComeAndGoIT {
    private static final int ASKING = 4;

    @RegisterExtension
    static final FrameworkExtension FRAMEWORK = SampleShop.framework();

    @BeforeAll
    static void openTheShop() throws Exception {
        SampleShop.importEvents(FRAMEWORK);
    }

    @Test
    void noQuestionFailsWhileStrategiesComeAndGo(Recommendations recommendations, Strategies strategies)
            throws Exception {
        recommendations.train(Optional.of("userknn"), Map.of(), 1, Progress.unwatched());
        recommendations.train(Optional.of("itemknn"), Map.of(), 1, Progress.unwatched());
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
            for (int round = 0; round < 5; round++) {
                for (String name : List.of("itemknn", "userknn")) {
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
                }
            }
            asking.set(false);
            for (Future<String> asker : askers) {
                assertThat(asker.get()).isEmpty();
            }
        } finally {
            asking.set(false);
            threads.shutdown();
        }
        await().untilAsserted(() -> assertThat(strategies.list())
                .filteredOn(s -> s.state().equals("serving"))
                .extracting(StrategyInfo::name)
                .containsExactly("userknn"));
        assertThat(recommendations.recommend("c1", 5, Optional.empty(), false).strategy())
                .isEqualTo("userknn");
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

    @Test
    void theTraitsOfAProfilerGoAndComeWithIt(Portraits portraits) throws BundleException {
        assertThat(names(portraits)).anyMatch(name -> name.startsWith("recency"));
        Bundle rfm = bundle("org.tessera.profile.rfm");
        rfm.stop();
        assertThat(names(portraits))
                .noneMatch(name -> name.startsWith("recency"))
                .isNotEmpty();
        assertThat(portraits.of("c1").orElseThrow().traits().keySet()).noneMatch(name -> name.startsWith("recency"));
        rfm.start();
        await().untilAsserted(() -> assertThat(
                        portraits.of("c1").orElseThrow().traits().keySet())
                .anyMatch(name -> name.startsWith("recency")));
    }

    private static List<String> names(Portraits portraits) {
        return portraits.traits().stream().map(Trait::name).toList();
    }

    @Test
    void withoutAReaderAnImportSaysSoAndWithItItWorksAgain(Importer importer) throws Exception {
        Path more = SampleShop.events(FRAMEWORK.home().resolve("more.csv"), 2);
        Bundle reader = bundle("org.tessera.ingest.delimited");
        reader.stop();
        assertThatThrownBy(() -> importer.run(ImportRequest.of("events", more, Optional.empty()), Progress.unwatched()))
                .isInstanceOf(TesseraException.class);
        reader.start();
        assertThat(importer.run(ImportRequest.of("events", more, Optional.empty()), Progress.unwatched())
                        .accepted())
                .isPositive();
    }
}
