// SPDX-License-Identifier: Apache-2.0
package org.tessera.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

class HomeActivatorTest {
    @TempDir
    private Path folder;

    private final HomeActivator activator = new HomeActivator();
    private URL mapping;

    @BeforeEach
    void writeMapping() throws IOException {
        mapping = Files.writeString(folder.resolve("shop.json"), "{}").toUri().toURL();
    }

    @AfterEach
    void noPropertyIsLeft() {
        assertThat(System.getProperty(HomeActivator.HOME)).isNull();
    }

    @Test
    void theHomeIsBesideKarafsData() throws Exception {
        BundleContext context =
                context(Map.of(HomeActivator.KARAF_DATA, folder.resolve("data").toString()));
        activator.start(context);
        try {
            Path home = folder.resolve("data/tessera");
            assertThat(System.getProperty(HomeActivator.HOME)).isEqualTo(home.toString());
            assertThat(home.resolve("conf/mappings/shop.json")).hasContent("{}");
        } finally {
            activator.stop(context);
        }
    }

    @Test
    void aHomeThatIsNamedIsTakenWithItsMappings() throws Exception {
        Path home = folder.resolve("home");
        Path own = Files.createDirectories(home.resolve("conf/mappings")).resolve("own.json");
        Files.writeString(own, "[]");
        BundleContext context = context(Map.of(HomeActivator.HOME, home.toString()));
        activator.start(context);
        assertThat(System.getProperty(HomeActivator.HOME)).isNull();
        assertThat(own.getParent()).isDirectoryNotContaining("glob:**shop.json");
        assertThat(own).hasContent("[]");
        activator.stop(context);
    }

    @Test
    void saysWhatToSetWhereThereIsNoKaraf() {
        assertThatThrownBy(() -> activator.start(context(Map.of())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("set tessera.home in etc/custom.properties");
    }

    private BundleContext context(Map<String, String> properties) {
        Bundle bundle = (Bundle) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Bundle.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("findEntries");
                    return Collections.enumeration(List.of(mapping));
                });
        return (BundleContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getProperty") ? properties.get((String) arguments[0]) : bundle);
    }
}
