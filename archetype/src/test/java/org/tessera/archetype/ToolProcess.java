// SPDX-License-Identifier: Apache-2.0
package org.tessera.archetype;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a command to its end and keeps what it printed. */
final class ToolProcess {
    private static final long PATIENCE_SECONDS = 300;

    private ToolProcess() {}

    /**
     * Runs it and returns its standard output.
     *
     * @throws AssertionError if it ends with anything but 0 or not in time, with all it said
     */
    static String run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        String said = Files.readString(out);
        if (!ended || process.exitValue() != 0) {
            String how = ended ? "ended with " + process.exitValue() : "did not end in " + PATIENCE_SECONDS + " s";
            throw new AssertionError(String.join(" ", command) + "\n" + how + ":\n" + said + Files.readString(err));
        }
        Files.delete(out);
        Files.delete(err);
        return said;
    }
}
