// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.tessera.api.shell.Console;

class ProgressBarTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Console console(boolean terminal) {
        return new Console(
                InputStream.nullInputStream(),
                new ByteArrayOutputStream(),
                err,
                Path.of("").toAbsolutePath(),
                80,
                terminal);
    }

    @Test
    void showsHowFarItIs() {
        assertThat(ProgressBar.text("reading", 250_000, 1_000_000, 2.0))
                .isEqualTo("reading [======                  ] 25 %  250,000  125,000/s  6 s left");
        assertThat(ProgressBar.text("reading", 250_000, 0, 2.0)).isEqualTo("reading  250,000  125,000/s");
        assertThat(ProgressBar.text("training", 0, 10, 0.0)).isEqualTo("training [                        ] 0 %");
        assertThat(ProgressBar.text("training", 12, 10, 0.5))
                .isEqualTo("training [========================] 100 %  12");
    }

    @Test
    void drawsNothingOutsideATerminal() {
        try (ProgressBar bar = new ProgressBar(console(false))) {
            reportFor(bar, 400_000_000);
        }
        assertThat(err.size()).isZero();
    }

    @Test
    void drawsOverItsLineAndWipesItOnATerminal() {
        try (ProgressBar bar = new ProgressBar(console(true))) {
            reportFor(bar, 600_000_000);
        }
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("\rtraining [")
                .endsWith("\r\u001b[K")
                .doesNotContain("\n");
    }

    @Test
    void leavesNoTraceOfShortWork() {
        try (ProgressBar bar = new ProgressBar(console(true))) {
            bar.report("training", 1, 2);
        }
        assertThat(err.size()).isZero();
    }

    private static void reportFor(ProgressBar bar, long nanos) {
        long end = System.nanoTime() + nanos;
        for (long done = 0; System.nanoTime() < end; done++) {
            bar.report("training", done, 1L << 40);
        }
    }
}
