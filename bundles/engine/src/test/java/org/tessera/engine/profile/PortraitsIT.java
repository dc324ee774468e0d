// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.FrameworkWiring;
import org.tessera.api.profile.Portrait;
import org.tessera.api.profile.Portraits;
import org.tessera.api.profile.Trait;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.ItemDirectory;
import org.tessera.api.store.StateStore;
import org.tessera.api.strategy.Progress;
import org.tessera.itest.FrameworkExtension;

/** The engine and the shipped profilers as bundles. */
class PortraitsIT {
    private static final String RFM = "org.tessera.profile.rfm";

    @RegisterExtension
    static final FrameworkExtension FRAMEWORK = FrameworkExtension.with(
                    "com.google.gson",
                    "org.tessera.numerics",
                    "org.tessera.engine",
                    RFM,
                    "org.tessera.profile.behaviour",
                    "org.tessera.profile.attributes")
            .configure("org.tessera.profile.behaviour", Map.of("windows", "7, 14"));

    @BeforeAll
    static void openTheShop() {
        Shop shop = new Shop();
        shop.attributes("ann", Map.of("age", "31"));
        for (int k = 0; k < 40; k++) {
            shop.add(k % 4 == 0 ? "ann" : "bob" + k % 3, 1_300_000_000_000L + k * 86_400_000L, "purchase", 10 + k);
        }
        FRAMEWORK
                .context()
                .registerService(
                        new String[] {
                            EventStore.class.getName(), CustomerDirectory.class.getName(), ItemDirectory.class.getName()
                        },
                        shop,
                        new Hashtable<>());
        FRAMEWORK.context().registerService(StateStore.class, new MemoryStates(), new Hashtable<>());
    }

    @Test
    void allProfilersContributeWithTheirConfiguration(Portraits portraits) {
        await().until(() ->
                portraits.traits().stream().map(Trait::group).distinct().count() == 7);
        portraits.catchUp(Progress.unwatched());
        assertThat(traits(portraits))
                .containsEntry("frequency", 10.0)
                .containsEntry("active_days", 10.0)
                .containsEntry("age", 31.0)
                .containsKeys("active_days_7d", "active_days_14d", "rfm")
                .doesNotContainKey("active_days_30d");
    }

    /** Stopped, started and uninstalled while it is there: traits come and go, and nothing of it stays. */
    @Test
    void aBundleTakesItsTraitsAlong(Portraits portraits, BundleContext context) throws Exception {
        Bundle rfm = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(RFM))
                .findFirst()
                .orElseThrow();
        await().until(() -> traits(portraits).containsKey("rfm"));
        String location = rfm.getLocation();

        rfm.stop();
        assertThat(traits(portraits)).doesNotContainKeys("frequency", "rfm").containsKey("active_days");
        rfm.start();
        await().until(() -> traits(portraits).containsKey("rfm"));
        assertThat(portraits.summary().customers()).isEqualTo(4);

        WeakReference<ClassLoader> loader =
                new WeakReference<>(rfm.loadClass(RFM + ".RfmProfiler").getClassLoader());
        uninstall(rfm, context);
        assertThat(traits(portraits)).doesNotContainKey("frequency");
        await().until(collected(loader));

        context.installBundle(location).start();
        await().until(() -> traits(portraits).containsKey("rfm"));
    }

    private static void uninstall(Bundle bundle, BundleContext context) throws BundleException {
        bundle.uninstall();
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(null);
    }

    private static Callable<Boolean> collected(WeakReference<?> reference) {
        return () -> {
            System.gc();
            return reference.get() == null;
        };
    }

    private static Map<String, Object> traits(Portraits portraits) {
        return portraits.of("ann").map(Portrait::traits).orElseThrow();
    }
}
