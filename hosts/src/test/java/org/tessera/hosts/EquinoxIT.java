// SPDX-License-Identifier: Apache-2.0
package org.tessera.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of an application on Equinox, compiled and run as the guide says. */
class EquinoxIT {
    @TempDir
    private Path folder;

    @Test
    void theExampleRunsAsTheGuideSays() throws Exception {
        Map<String, String> environment = Map.of(
                "TESSERA", Shop.DISTRIBUTION.toString(),
                "EQUINOX",
                        Shop.ROOT
                                .resolve("hosts/target/equinox/org.eclipse.osgi.jar")
                                .toString(),
                "SHOP_HOME", folder.resolve("home").toString());
        Guide.Result result = Guide.run(Guide.commands("Eclipse Equinox"), environment, folder);
        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(result.output().lines())
                .containsExactly(
                        "running on org.eclipse.osgi",
                        "imported 11 of 11 purchases",
                        "emma may want honey",
                        "emma may want mug");
    }
}
