// SPDX-License-Identifier: Apache-2.0
package org.tessera.blackbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Drives the built distribution as a user does: runs {@code bin/tessera} in a process of its own with a home of its own
 * and gives back what it printed. Immutable.
 */
final class TesseraProcess {
    /** The distribution this module has just built. */
    static final Path DISTRIBUTION = Path.of(System.getProperty("tessera.root"), "distribution", "target", "tessera")
            .toAbsolutePath()
            .normalize();

    private static final long PATIENCE_SECONDS = 180;

    /** What a finished process left. */
    record Result(int exit, String out, String err) {}

    /** A process under way; what it prints goes to files. */
    record Running(Process process, Path outFile, Path errFile) {
        String out() {
            return read(outFile);
        }

        String err() {
            return read(errFile);
        }

        /** Sends a signal, such as {@code INT}. */
        void signal(String name) throws IOException, InterruptedException {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill -" + name + " ended with " + exit);
            }
        }

        /** Waits for its end. */
        Result await() throws InterruptedException {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("still running after " + PATIENCE_SECONDS + " s; it said: " + out() + err());
            }
            return new Result(process.exitValue(), out(), err());
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final Path script;
    private final Path home;
    private final Path directory;
    private final Map<String, String> environment;

    private TesseraProcess(Path script, Path home, Path directory, Map<String, String> environment) {
        this.script = script;
        this.home = home;
        this.directory = directory;
        this.environment = environment;
    }

    /**
     * With a home, made by the first run.
     *
     * @param folder for the home and what processes print; a temporary one of the test
     */
    static TesseraProcess in(Path folder) {
        return new TesseraProcess(
                DISTRIBUTION.resolve("bin").resolve("tessera"), folder.resolve("home"), folder, Map.of());
    }

    /** With another start script, such as a link to it. */
    TesseraProcess script(Path other) {
        return new TesseraProcess(other, home, directory, environment);
    }

    /** With a variable of the environment; an empty value takes it away. */
    TesseraProcess with(String variable, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(variable, value);
        return new TesseraProcess(script, home, directory, more);
    }

    Path home() {
        return home;
    }

    /** Runs {@code tessera -c script}. */
    Result commands(String commands) throws IOException, InterruptedException {
        return run("-c", commands);
    }

    /** Runs {@code tessera} with these arguments after {@code --home}. */
    Result run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).await();
    }

    /** Starts {@code tessera} with these arguments after {@code --home} and does not wait. */
    Running start(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("--home", home.toString()));
        all.addAll(Arrays.asList(arguments));
        return startPlain(all.toArray(new String[0]));
    }

    /** Starts {@code tessera} with exactly these arguments. */
    Running startPlain(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(Arrays.asList(arguments));
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().remove("TESSERA_HOME");
        environment.forEach((name, value) -> {
            if (value.isEmpty()) {
                builder.environment().remove(name);
            } else {
                builder.environment().put(name, value);
            }
        });
        return new Running(builder.start(), out, err);
    }
}
