// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplorationLogTest {
    @TempDir
    Path folder;

    private static ExplorationLog.Shown shown(int place, String item, double propensity) {
        return new ExplorationLog.Shown(place, item, propensity, 1.5, "itemknn", "itemknn-1");
    }

    @Test
    void whatIsAddedIsThereAfterARestartAndCanBeForgotten() throws IOException {
        Path file = folder.resolve("data").resolve("exploration.csv");
        try (ExplorationLog log = new ExplorationLog(file)) {
            log.add("a,b", 1000, List.of(shown(1, "x", .9), shown(2, "y", .05)));
        }
        try (ExplorationLog log = new ExplorationLog(file)) {
            log.add("a", 2000, List.of(shown(1, "x", 1)));
            Path copy = folder.resolve("copy.csv");
            assertThat(log.export(copy)).isEqualTo(3);
            List<String> lines = Files.readAllLines(copy);
            assertThat(lines.get(0)).isEqualTo(ExplorationLog.HEADER);
            assertThat(lines.get(1)).matches("\"a,b\",1000,\\d+,1,x,0\\.900000000,1\\.5,itemknn,itemknn-1");
            assertThat(lines.get(3)).startsWith("a,2000,");
            log.forget("a");
            assertThat(log.export(copy)).isEqualTo(2);
            assertThat(Files.readString(copy)).doesNotContain("\na,");
            log.forget("a,b");
            log.add("c", 3000, List.of(shown(1, "z", 1)));
            assertThat(log.export(copy)).isEqualTo(1);
            assertThat(Files.readAllLines(file)).hasSize(2);
        }
    }

    @Test
    void withoutAnythingThereIsNothingToForgetAndAFolderIsNoFile() {
        ExplorationLog log = new ExplorationLog(folder.resolve("none.csv"));
        log.forget("a");
        assertThat(log.export(folder.resolve("copy.csv"))).isZero();
        assertThatThrownBy(() -> log.export(folder)).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> log.export(folder.resolve("no").resolve("copy.csv")))
                .hasMessageContaining("is no folder");
    }
}
