// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.TesseraException;

class HomeTest {
    @TempDir
    private Path folder;

    private Distribution distribution;
    private Home home;

    @BeforeEach
    void prepare() throws IOException {
        Path root = folder.resolve("tessera");
        Files.createDirectories(root.resolve("bundles/20-b"));
        Files.createDirectories(root.resolve("bundles/5-a"));
        Files.createDirectories(root.resolve("config/mappings"));
        Files.writeString(root.resolve("config/org.x.cfg"), "k = 1\n");
        Files.writeString(root.resolve("config/mappings/m.json"), "{}");
        distribution = new Distribution(root);
        home = new Home(folder.resolve("home"));
    }

    @Test
    void copiesTheConfigurationOnce() throws IOException {
        home.create();
        home.complete(distribution);
        assertThat(home.conf().resolve("mappings/m.json")).hasContent("{}");
        Files.writeString(home.conf().resolve("org.x.cfg"), "k = 2\n");
        home.complete(distribution);
        assertThat(home.conf().resolve("org.x.cfg")).hasContent("k = 2\n");
        assertThat(home.deploy()).isDirectory();
        assertThat(home.log()).isDirectory();
    }

    @Test
    void makesUpForACopyThatWasCutShort() throws IOException {
        home.create();
        Files.createDirectories(home.root().resolve("conf.unfinished/old"));
        home.complete(distribution);
        assertThat(home.conf().resolve("org.x.cfg")).exists();
        assertThat(home.conf().resolve("old")).doesNotExist();
        assertThat(home.root().resolve("conf.unfinished")).doesNotExist();
    }

    @Test
    void belongsToOneAtATime() {
        home.create();
        assertThat(HomeLock.holder(home)).isEmpty();
        try (HomeLock lock = HomeLock.take(home, "test")) {
            assertThat(lock).isNotNull();
            assertThat(HomeLock.holder(home)).contains("this very process");
            assertThatThrownBy(() -> HomeLock.take(home, "second"))
                    .isInstanceOf(TesseraException.class)
                    .hasMessageContaining("is in use by this very process");
            assertThat(HomeLock.holder(home)).isPresent();
        }
        assertThat(HomeLock.holder(home)).isEmpty();
        HomeLock.take(home, "again").close();
    }

    @Test
    void ordersLevelsByNumber() throws IOException {
        assertThat(distribution.levels()).extracting(Distribution.Level::name).containsExactly("a", "b");
    }

    @Test
    void saysWhatIsNoDistribution() {
        assertThatThrownBy(() -> new Distribution(folder))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("it has no folder bundles");
    }
}
