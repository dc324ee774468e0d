// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.TesseraException;

class WholeFileTest {
    @TempDir
    Path folder;

    @Test
    void makesTheFoldersItLiesIn() throws IOException {
        Path file = folder.resolve("a/b/report.html");
        WholeFile.at(file).write(out -> out.write("done"));
        assertThat(file).hasContent("done");
    }

    @Test
    void replacesWhatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("report.html"), "something longer than what comes");
        WholeFile.at(file).write(out -> out.write("new"));
        assertThat(file).hasContent("new");
        assertThat(folder).isDirectoryContaining(path -> path.equals(file)).isNotEmptyDirectory();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("report.html"), "old");
        WholeFile target = WholeFile.at(file);
        assertThatThrownBy(() -> target.write(out -> {
                    out.write("half");
                    throw new IOException("disk full");
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("disk full");
        assertThat(file).hasContent("old");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFolderIsNoFile() {
        assertThatThrownBy(() -> WholeFile.at(folder))
                .isInstanceOfSatisfying(
                        TesseraException.class, e -> assertThat(e.hint()).contains("report.html"))
                .hasMessageContaining(folder.toString());
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");
        assertThatThrownBy(() -> WholeFile.at(file.resolve("report.html")))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining(file.toString());
    }
}
