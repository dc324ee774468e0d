// SPDX-License-Identifier: Apache-2.0
package org.tessera.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a plain application, compiled and run as the guide says. */
class PlainJavaIT {
    @TempDir
    private Path folder;

    @Test
    void theExampleRunsAsTheGuideSays() throws Exception {
        String commands = Guide.commands("A plain JVM");
        Path home = folder.resolve("home");
        for (int run = 1; run <= 2; run++) {
            Guide.Result result = Guide.run(
                    commands, Map.of("TESSERA", Shop.DISTRIBUTION.toString(), "SHOP_HOME", home.toString()), folder);
            assertThat(result.exit()).as(result.output()).isZero();
            assertThat(result.output().lines())
                    .containsExactly(
                            "imported " + (run == 1 ? 11 : 0) + " of 11 purchases",
                            "trained itemknn-" + run,
                            "emma may want honey: [goes with tea]",
                            "emma may want mug: [goes with tea]");
        }
        assertThat(Files.isDirectory(home.resolve("conf"))).isTrue();
    }
}
