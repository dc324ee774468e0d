// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.TesseraException;
import org.tessera.api.strategy.SettingException;

class QualityTaskTest {
    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.write(folder.resolve("b.csv"), List.of("x,class", "0,p", "0.1,p", "5,q", "5.1,q", "9,r", "9.1,r"));
        Files.write(folder.resolve("a.csv"), List.of("class,x,y", "1,0,0", "1,.2,.1", "2,7,9", "2,7.2,9.1"));
        Files.write(folder.resolve("plain.csv"), List.of("x", "0", "1"));
        Files.write(folder.resolve("notes.txt"), List.of("none"));
    }

    @Test
    void measuresEveryLabelledFile() throws IOException {
        List<Measurement> lines = run("--strategies", "kmeans", "--set", "kmeans.k=CLASSES", "--threads", "1");
        assertThat(lines).extracting(line -> (Object) line.more().get("file")).containsExactly("a", "b");
        assertThat(lines)
                .extracting(line -> (Object) line.more().get("classes"))
                .containsExactly(2, 3);
        assertThat(lines).extracting(Measurement::strategy).containsOnly("kmeans");
        assertThat(lines).extracting(line -> (Object) line.settings().get("k")).containsExactly(2, 3);
        assertThat(lines).extracting(Measurement::n).containsExactly(4L, 6L);
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.quality().get("ari").doubleValue()).isCloseTo(1, within(1e-12));
            assertThat(line.quality().get("noise")).isEqualTo(0L);
        });
    }

    @Test
    void settingsAndFilesCanBeChosen() throws IOException {
        List<Measurement> lines = run(
                "--files", "b", "--strategies", "kmeans", "--set", "kmeans.k=2,kmeans.scaling=none", "--repeat", "2");
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).settings().get("scaling")).isEqualTo("none");
        assertThat(lines.get(0).quality().get("clusters")).isEqualTo(2);
        assertThat(lines.get(0).seconds()).hasSize(2);
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertThatThrownBy(() -> run("--strategies", "magic"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("there is no strategy 'magic'");
        assertThatThrownBy(() -> run("--set", "k=3"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("STRATEGY.NAME=VALUE");
        assertThatThrownBy(() -> run("--set", "kmeans.none=3")).isInstanceOf(SettingException.class);
        assertThatThrownBy(() -> run("--files", "z"))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("z.csv");
        Files.write(folder.resolve("c.csv"), List.of("x,class", "0,p", "one,p"));
        assertThatThrownBy(() -> run("--files", "c"))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("c.csv, row 2: 'one' is no number");
        Files.write(folder.resolve("c.csv"), List.of("x,class", "0"));
        assertThatThrownBy(() -> run("--files", "c"))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("1 fields, expected 2");
    }

    private List<Measurement> run(String... arguments) throws IOException {
        QualityTask task = new QualityTask(Clusterers.all());
        List<String> all = new ArrayList<>(List.of("--folder", folder.toString()));
        all.addAll(List.of(arguments));
        List<Measurement> measured = new ArrayList<>();
        task.run(Options.parse(all, task.options()), measured::add);
        return measured;
    }
}
