// SPDX-License-Identifier: Apache-2.0
package org.tessera.hosts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The commands of {@code docs/guide/embed.md}, to be run exactly as a reader would. */
final class Guide {
    private static final Path PAGE = Shop.ROOT.resolve("docs/guide/embed.md");
    private static final long PATIENCE_SECONDS = 180;

    /** What a finished script printed on both streams, and its exit code. */
    record Result(int exit, String output) {}

    private Guide() {}

    /** The lines of all {@code sh} blocks of a section. */
    static String commands(String heading) throws IOException {
        return String.join("\n", lines(heading, "sh"));
    }

    /** The lines of all blocks of a section that are in a language. */
    static List<String> lines(String heading, String language) throws IOException {
        List<String> commands = new ArrayList<>();
        boolean inSection = false;
        boolean inBlock = false;
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("## ")) {
                inSection = line.equals("## " + heading);
            } else if (line.startsWith("```")) {
                inBlock = line.equals("```" + language) && inSection;
            } else if (inBlock) {
                commands.add(line);
            }
        }
        if (commands.isEmpty()) {
            throw new AssertionError(PAGE + " has no commands under \"" + heading + "\"");
        }
        return commands;
    }

    /**
     * Runs a script in the root of the project, where the guide starts from.
     *
     * @param folder for what the script prints
     */
    static Result run(String script, Map<String, String> environment, Path folder)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-e", "-c", script)
                .directory(Shop.ROOT.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile());
        Path java = Path.of(System.getProperty("java.home"));
        builder.environment().put("JAVA_HOME", java.toString());
        builder.environment().merge("PATH", java.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            throw new AssertionError(
                    "still running after " + PATIENCE_SECONDS + " s; it said: " + Files.readString(output));
        }
        return new Result(process.exitValue(), Files.readString(output));
    }
}
