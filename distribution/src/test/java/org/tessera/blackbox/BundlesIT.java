// SPDX-License-Identifier: Apache-2.0
package org.tessera.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the bundles of the distribution may show of themselves. */
class BundlesIT {
    private static final Path BUNDLES = TesseraProcess.DISTRIBUTION.resolve("bundles");

    /** A bundle that exports what api does could become its provider to the others, and take it along when it goes. */
    @Test
    void onlyApiExportsTheContracts() throws IOException {
        List<Path> jars = jars(TesseraProcess.DISTRIBUTION);
        assertThat(jars).hasSizeGreaterThan(30);
        for (Path jar : jars) {
            if (!jar.getFileName().toString().startsWith("tessera-api-")) {
                assertThat(header(jar, "Export-Package").replaceAll("uses:=\"[^\"]*\"", ""))
                        .as(jar.toString())
                        .doesNotContain("org.tessera.api");
            }
        }
    }

    @Test
    void strategiesExportNothing() throws IOException {
        List<Path> jars = jars(BUNDLES.resolve("40-strategies"));
        assertThat(jars).isNotEmpty();
        for (Path jar : jars) {
            assertThat(header(jar, "Export-Package")).as(jar.toString()).isEmpty();
            assertThat(header(jar, "Import-Package"))
                    .as(jar.toString())
                    .doesNotContain("org.tessera.engine", "org.tessera.store");
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static String header(Path jar, String name) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            String value = file.getManifest().getMainAttributes().getValue(name);
            return value == null ? "" : value;
        }
    }
}
