// SPDX-License-Identifier: Apache-2.0
package org.tessera.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The features in a real Karaf that reaches no repository: installed as the guide says,
 * used, there again after a restart, and removed.
 */
class KarafIT {
    @TempDir
    private Path folder;

    @Test
    void theFeaturesRunTheMainJob() throws Exception {
        Path archive = archive();
        try (KarafProcess karaf = KarafProcess.start(folder)) {
            String printed = "";
            for (String command : Guide.lines("Apache Karaf", "karaf")) {
                printed = karaf.run(command.replace(
                                "file:/opt/tessera-0.1.0-karaf.zip",
                                archive.toUri().toString())
                        .replace("/opt/tessera-sources", Shop.ROOT.toString()));
                assertThat(printed).doesNotContain("Error");
            }
            assertThat(printed).contains("read 11 events", "11 accepted", "itemknn-1 serves", "goes with tea");
            assertThat(karaf.run("tessera:recommend emma -n 2 --json"))
                    .contains("\"customer\":\"emma\"", "\"strategy\":\"itemknn\"", "\"item\":\"honey\"");
            assertThat(karaf.run("tessera:recommend")).contains("Error").contains("CUSTOMER");
            assertThat(karaf.run("tessera:help")).contains("recommend", "evaluate");
            assertThat(karaf.run("tessera:deployments")).doesNotContain("Error");
            assertThat(karaf.run("tessera:about")).contains("home     " + folder.resolve("data/tessera"));
            assertThat(karaf.etc().resolve("org.tessera.slots.cfg")).content().contains("\"itemknn\"");
            assertThat(folder.resolve("data/tessera/conf/mappings")).isDirectoryContaining("glob:**movielens.json");
        }
        Files.writeString(folder.resolve("etc/org.tessera.slots.cfg"), "recommend = [ \"popular\", \"itemknn\" ]\n");
        Files.writeString(folder.resolve("etc/org.tessera.recommend.popular.cfg"), "halflife = 7\n");
        try (KarafProcess karaf = KarafProcess.start(folder)) {
            assertThat(karaf.run("tessera:recommend emma -n 1 --strategy itemknn"))
                    .contains("honey");
            assertThat(karaf.run("tessera:strategies")).contains("halflife=7.0");
            assertThat(karaf.run("config:list '(service.pid=org.tessera.slots)'"))
                    .contains("recommend = [popular, itemknn]");
            assertThat(karaf.run("feature:uninstall tessera")).doesNotContain("Error");
            assertThat(karaf.run("bundle:list")).contains("Apache Karaf").doesNotContain("Tessera");
        }
        assertThat(Files.readAllLines(folder.resolve("data/log/karaf.log")))
                .filteredOn(line -> line.contains("| ERROR |"))
                .filteredOn(line -> !line.contains("ShellUtil")) // commands that were typed wrong on purpose
                .isEmpty();
    }

    @Test
    void theFeaturesNameEveryBundleAndConfigurationOfTheDistribution() throws Exception {
        String features = Files.readString(Shop.ROOT.resolve("distribution/target/karaf/features.xml"));
        try (var files = Files.walk(Shop.DISTRIBUTION.resolve("bundles"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.matches("tessera-.*\\.jar"))
                            .map(name -> name.replaceFirst("tessera-(.*?)-\\d.*", "mvn:org.tessera/$1/")))
                    .isNotEmpty()
                    .allMatch(features::contains);
        }
        try (var files = Files.list(Shop.DISTRIBUTION.resolve("config"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".cfg") && !name.equals("org.tessera.log.cfg"))
                            .map(name -> "!/etc/" + name))
                    .isNotEmpty()
                    .allMatch(features::contains);
        }
    }

    private static Path archive() throws Exception {
        try (var files = Files.list(Shop.ROOT.resolve("distribution/target"))) {
            List<Path> archives =
                    files.filter(file -> file.toString().endsWith("-karaf.zip")).toList();
            assertThat(archives).hasSize(1);
            return archives.get(0);
        }
    }
}
