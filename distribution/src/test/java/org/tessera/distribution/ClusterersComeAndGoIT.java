// SPDX-License-Identifier: Apache-2.0
package org.tessera.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.tessera.api.segment.Segmentation;
import org.tessera.api.segment.Segments;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Strategies;
import org.tessera.itest.FrameworkExtension;

/** Every strategy that forms segments comes and goes while others ask who is in them. */
class ClusterersComeAndGoIT {
    private static final int ASKING = 4;

    @RegisterExtension
    static final FrameworkExtension FRAMEWORK = SampleShop.framework(
            "org.tessera.segment.kmeans",
            "org.tessera.segment.dbscan",
            "org.tessera.segment.hdbscan",
            "org.tessera.segment.hierarchical",
            "org.tessera.segment.gmm",
            "org.tessera.segment.rfm");

    @BeforeAll
    static void openTheShop() throws Exception {
        SampleShop.importEvents(FRAMEWORK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kmeans", "dbscan", "hdbscan", "hierarchical", "gmm", "rfm"})
    void noQuestionFailsWhileItComesAndGoes(String name) throws Exception {
        Segments segments = FRAMEWORK.service(Segments.class);
        Strategies strategies = FRAMEWORK.service(Strategies.class);
        form(segments, name);
        AtomicBoolean asking = new AtomicBoolean(true);
        AtomicLong answers = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(ASKING);
        try {
            List<Future<String>> askers = new ArrayList<>();
            for (int t = 0; t < ASKING; t++) {
                int first = t;
                askers.add(threads.submit(() -> {
                    for (int k = first; asking.get(); k++) {
                        List<String> found = segments.of("c" + k % SampleShop.CUSTOMERS);
                        if (found.size() != 1) {
                            return "customer c" + k % SampleShop.CUSTOMERS + " is in " + found;
                        }
                        answers.incrementAndGet();
                    }
                    return "";
                }));
            }
            strategies.use("segment", name);
            Bundle bundle = bundle("org.tessera.segment." + name);
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
        form(segments, name);
    }

    private static void form(Segments segments, String strategy) {
        Segmentation formed = segments.form(Optional.of(strategy), List.of(), Map.of(), 1, Progress.unwatched());
        assertThat(formed.strategy()).isEqualTo(strategy);
        assertThat(formed.segments()).isNotEmpty();
        assertThat(formed.segments().stream().mapToInt(s -> s.size()).sum()).isEqualTo(SampleShop.CUSTOMERS);
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
