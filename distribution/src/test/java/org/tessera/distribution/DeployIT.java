// SPDX-License-Identifier: Apache-2.0
package org.tessera.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import org.tessera.api.TesseraException;
import org.tessera.api.deploy.Deployment;
import org.tessera.api.deploy.Deployment.State;
import org.tessera.api.deploy.Deployments;
import org.tessera.api.deploy.Deployments.Policy;
import org.tessera.api.recommend.Recommendations;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Strategies;
import org.tessera.api.strategy.StrategyInfo;
import org.tessera.itest.FrameworkExtension;

/** Jars of every kind are put into the folder deploy. */
class DeployIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @RegisterExtension
    static final FrameworkExtension FRAMEWORK = SampleShop.framework()
            .configure("org.tessera.deploy", Map.of("watch.ms", 20L, "trial.s", 2L, "policy", "if-not-worse"));

    @BeforeAll
    static void openTheShop() throws Exception {
        SampleShop.importEvents(FRAMEWORK);
        FRAMEWORK.service(Recommendations.class).train(Optional.of("itemknn"), Map.of(), 1, Progress.unwatched());
    }

    private static Path folder() {
        return FRAMEWORK.home().resolve("deploy");
    }

    private static Deployment deploy(Deployments deployments, Path jar, Policy policy) throws Exception {
        String name = deployments.deploy(jar, Optional.of(policy));
        assertThat(deployments.awaitSettled(LONG)).isTrue();
        return newest(deployments, name);
    }

    private static Deployment newest(Deployments deployments, String file) {
        return deployments.list().stream()
                .filter(deployment -> deployment.file().equals(file))
                .findFirst()
                .orElseThrow();
    }

    private static String fresh(String prefix) {
        return prefix + NUMBER.incrementAndGet();
    }

    private static Path scratch(String file) throws IOException {
        return Files.createDirectories(FRAMEWORK.home().resolve("scratch")).resolve(file);
    }

    private static List<String> names(Strategies strategies) {
        return strategies.list().stream().map(StrategyInfo::name).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "throws | out of order",
                "hangs | not done within 2 s",
                "leaks a thread | left-behind",
                "scores nothing | not a number",
                "repeats itself | twice",
                "ignores exclusions | excluded",
                "answers too much | were asked for",
                "explains wrongly | reasons add up",
                "forgets | read back",
                "does not start | no licence",
                "is worse | worse than the champion",
            })
    void whatMisbehavesIsRejectedAndTheChampionNeverStops(
            String behaviour, String reason, Deployments deployments, Strategies strategies, Recommendations recommend)
            throws Exception {
        String strategy = fresh("bad");
        Path jar = StrategyJars.write(scratch(strategy + ".jar"), strategy, "1.0.0", behaviour);
        Deployment outcome = deploy(deployments, jar, Policy.IF_NOT_WORSE);
        assertThat(outcome.state()).isEqualTo(State.REJECTED);
        assertThat(outcome.reason()).contains(reason);
        assertThat(names(strategies)).noneMatch(name -> name.startsWith(strategy));
        assertThat(folder().resolve(strategy + ".jar")).doesNotExist();
        assertThat(folder().resolve("rejected").resolve(strategy + ".jar")).exists();
        assertThat(Files.readString(folder().resolve("rejected").resolve(strategy + ".jar.txt")))
                .contains(reason);
        assertThat(recommend.recommend("c1", 5, Optional.empty(), false).items())
                .hasSize(5);
    }

    @Test
    void whatIsNoBundleOfStrategiesIsRejected(Deployments deployments) throws Exception {
        Path text = Files.writeString(scratch("text.jar"), "no jar at all");
        assertThat(deploy(deployments, text, Policy.ALWAYS).reason()).contains("no whole jar");

        Path whole = StrategyJars.write(scratch("torn.jar"), "torn", "1.0.0", "good");
        byte[] bytes = Files.readAllBytes(whole);
        for (int place = bytes.length / 2; place < bytes.length / 2 + 64; place++) {
            bytes[place] ^= 0x55;
        }
        Files.write(whole, bytes);
        assertThat(deploy(deployments, whole, Policy.ALWAYS).reason()).matches("it is (damaged|no whole jar).*");

        Path exporting = StrategyJars.write(
                scratch("exporting.jar"),
                "exporting",
                "1.0.0",
                "good",
                Map.of("Export-Package", "org.tessera.distribution"));
        assertThat(deploy(deployments, exporting, Policy.ALWAYS).reason()).contains("it exports");

        Path newer = StrategyJars.write(
                scratch("newer.jar"),
                "newer",
                "1.0.0",
                "good",
                Map.of("Import-Package", "org.tessera.api.recommend;version=\"[7,8)\""));
        assertThat(deploy(deployments, newer, Policy.ALWAYS).reason()).contains("built for", "[7");

        Path lacking = StrategyJars.write(
                scratch("lacking.jar"), "lacking", "1.0.0", "good", Map.of("Import-Package", "com.example.absent"));
        assertThat(deploy(deployments, lacking, Policy.ALWAYS).reason()).contains("com.example.absent");

        Path idle = StrategyJars.write(
                scratch("idle.jar"), "idle", "1.0.0", "good", Map.of("Service-Component", "OSGI-INF/none*.xml"));
        assertThat(deploy(deployments, idle, Policy.ALWAYS).reason()).contains("offers no strategy");
    }

    @Test
    void aGoodOneServesIsUpgradedAndGoesWithItsFile(
            Deployments deployments, Strategies strategies, Recommendations recommend) throws Exception {
        String strategy = fresh("good");
        Path jar = scratch(strategy + ".jar");
        assertThat(deploy(deployments, StrategyJars.write(jar, strategy, "1.0.0", "good"), Policy.ALWAYS)
                        .state())
                .isEqualTo(State.SERVING);
        assertThat(recommend.recommend("c1", 5, Optional.empty(), false).strategy())
                .isEqualTo(strategy);
        WeakReference<ClassLoader> old = loader("test." + strategy);

        assertThat(deploy(deployments, StrategyJars.write(jar, strategy, "2.0.0", "good"), Policy.ALWAYS)
                        .state())
                .isEqualTo(State.SERVING);
        assertThat(strategies.list())
                .filteredOn(info -> info.name().equals(strategy))
                .singleElement()
                .satisfies(info -> assertThat(info.version()).isEqualTo("2.0.0"));
        await().until(() -> {
            System.gc();
            return old.get() == null;
        });

        Files.delete(folder().resolve(strategy + ".jar"));
        assertThat(deployments.awaitSettled(LONG)).isTrue();
        assertThat(newest(deployments, strategy + ".jar").state()).isEqualTo(State.REMOVED);
        assertThat(recommend.recommend("c1", 5, Optional.empty(), false).strategy())
                .isNotEqualTo(strategy);
        strategies.use("recommend", "itemknn");
    }

    private static WeakReference<ClassLoader> loader(String symbolicName) {
        Bundle bundle = Arrays.stream(FRAMEWORK.context().getBundles())
                .filter(b -> symbolicName.equals(b.getSymbolicName()))
                .findFirst()
                .orElseThrow();
        return new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
    }

    @Test
    void oneThatWaitsIsAskedByItsLabelUntilItIsPromoted(
            Deployments deployments, Strategies strategies, Recommendations recommend) throws Exception {
        String strategy = fresh("waiting");
        Path jar = StrategyJars.write(scratch(strategy + ".jar"), strategy, "1.0.0", "good");
        Deployment waiting = deploy(deployments, jar, Policy.MANUAL);
        assertThat(waiting.state()).isEqualTo(State.WAITING);
        assertThat(waiting.strategies()).containsExactly(strategy + "@1.0.0");
        assertThat(waiting.reason()).contains("NDCG@10", "itemknn", "promote " + strategy + ".jar");
        assertThat(recommend.recommend("c1", 5, Optional.empty(), false).strategy())
                .isNotEqualTo(strategy);
        assertThatThrownBy(() -> deployments.promote("nobody")).isInstanceOf(TesseraException.class);

        assertThat(deployments.promote(strategy + "@1.0.0").state()).isEqualTo(State.SERVING);
        assertThat(recommend.recommend("c1", 5, Optional.empty(), false).strategy())
                .isEqualTo(strategy);
        strategies.use("recommend", "itemknn");
    }
}
