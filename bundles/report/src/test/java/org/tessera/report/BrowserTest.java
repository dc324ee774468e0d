// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.strategy.Progress;

/** Opens the page in headless Chromium, where that is installed. */
class BrowserTest {
    @TempDir
    Path folder;

    @Test
    void drawsItsPlotsAndRunsNothingElse() throws Exception {
        Path chromium = chromium();
        String evil = "<img src=x onerror=\"document.title='owned'\"></script><script>document.title='owned'</script>";
        Path file = folder.resolve("report.html");
        new ReportWriter(Clock.fixed(FakeServices.WRITTEN, ZoneOffset.UTC), "0.1.0")
                .write(
                        FakeServices.busy(new FakeShop(300, evil), List.of(evil, "Steady", "Often", "Best")),
                        file,
                        Progress.unwatched());

        Opened opened = open(chromium, file);

        assertThat(opened.messages()).as("what the browser complained about").doesNotContain("CONSOLE");
        assertThat(opened.page())
                .contains("<title>Tessera report, 1 Jan 2024 to 13 May 2025</title>")
                .doesNotContain("<img")
                .doesNotContain("<script>document.title");
        assertThat(plot(opened.page(), "time-chart")).contains("<svg", "<path");
        assertThat(plot(opened.page(), "segments-chart")).contains("<svg", "<path");
        // Silhouettes, a curve, a tree, sizes over time.
        for (int k = 0; k < 4; k++) {
            assertThat(plot(opened.page(), "plot-" + k)).as("plot %d", k).contains("<svg", "<path");
        }
        assertThat(opened.page()).containsPattern("(?s)id=\"segments-legend\".*?aria-pressed=\"true\"");
    }

    private record Opened(String page, String messages) {}

    private Opened open(Path chromium, Path file) throws IOException, InterruptedException {
        Path page = folder.resolve("dom.html");
        Path messages = folder.resolve("messages.txt");
        List<String> command = new ArrayList<>(List.of(
                chromium.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--user-data-dir=" + folder.resolve("browser"),
                "--enable-logging=stderr",
                "--virtual-time-budget=5000",
                "--dump-dom",
                file.toUri().toString()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(page.toFile())
                .redirectError(messages.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES))
                    .as("the browser ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Opened(Files.readString(page), Files.readString(messages));
    }

    private static String plot(String page, String id) {
        int start = page.indexOf("id=\"" + id + "\"");
        assertThat(start).as(id).isPositive();
        return page.substring(start, Math.min(page.length(), start + 4000));
    }

    private static Path chromium() {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), "skipped: no chromium on the PATH to open the report in");
        return found.get();
    }
}
