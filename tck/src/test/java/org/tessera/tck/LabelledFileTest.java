// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class LabelledFileTest {
    @TempDir
    Path folder;

    @Test
    void theClassMayStandAnywhere() throws IOException {
        LabelledFile last = LabelledFile.read(write("last.csv", "x,y,class", "1,2,b", "3,4.5,a", "-5,6e2,b"));
        assertThat(last.name()).isEqualTo("last");
        assertThat(last.table().rows()).isEqualTo(3);
        assertThat(last.table().columns()).extracting(column -> column.name()).containsExactly("x", "y");
        assertThat(last.values()).containsExactly(1, 2, 3, 4.5, -5, 600);
        assertThat(last.truth()).containsExactly(0, 1, 0);
        assertThat(last.classes()).containsExactly("b", "a");

        LabelledFile first = LabelledFile.read(write("first.csv", "class,x", "2,.5", "1,7"));
        assertThat(first.values()).containsExactly(.5, 7);
        assertThat(first.truth()).containsExactly(0, 1);
        assertThat(first.classes()).containsExactly("2", "1");
    }

    @Test
    void aFileMayHaveNoClass() throws IOException {
        LabelledFile plain = LabelledFile.read(write("plain.csv", "x,y", "1,2", "3,4", ""));
        assertThat(plain.values()).containsExactly(1, 2, 3, 4);
        assertThat(plain.truth()).isEmpty();
        assertThat(plain.classes()).isEmpty();
    }

    @Test
    void saysWhatDoesNotFit() throws IOException {
        Path wrong = write("short.csv", "x,y,class", "1,2,b", "3,4");
        assertThatThrownBy(() -> LabelledFile.read(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("short.csv, row 2: 2 fields, expected 3");
    }

    @Test
    void aTestIsSkippedWhereTheFileIsMissing() {
        assertThatThrownBy(() -> LabelledFile.read("no-such-file"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("no-such-file.csv is missing")
                .hasMessageContaining("tessera.data");
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }
}
