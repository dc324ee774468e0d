// SPDX-License-Identifier: Apache-2.0
package org.tessera.hosts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Apache Karaf as a process of its own, driven through the standard streams of its console. Without remote shell and
 * JMX, so that it listens to nobody, and without Maven repositories, so that it has only what it is given. For one
 * thread.
 */
final class KarafProcess implements AutoCloseable {
    private static final Path KARAF = Shop.ROOT.resolve("hosts/target/karaf/apache-karaf");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Writer in;
    private final Path output;
    private final Path etc;
    private int commands;

    private KarafProcess(Process process, Path output, Path etc) {
        this.process = process;
        this.in = process.outputWriter(UTF_8);
        this.output = output;
        this.etc = etc;
    }

    /**
     * Starts it.
     *
     * @param folder for its configuration and data; used again, it goes on with what is there
     */
    static KarafProcess start(Path folder) throws IOException {
        Path etc = folder.resolve("etc");
        if (!Files.exists(etc)) {
            copy(KARAF.resolve("etc"), etc);
            edit(etc.resolve("org.apache.karaf.features.cfg"), " +(ssh|management)/.*\n", "");
            edit(etc.resolve("org.ops4j.pax.url.mvn.cfg"), "mvn.repositories=( \\\\\n.*)+", "mvn.repositories=");
            Files.createDirectory(folder.resolve("deploy"));
        }
        Path output = Files.createTempFile(folder, "console", ".txt");
        ProcessBuilder builder = new ProcessBuilder(KARAF.resolve("bin/karaf").toString(), "client")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("KARAF_BASE", folder.toString());
        builder.environment().put("TERM", "dumb");
        return new KarafProcess(builder.start(), output, etc);
    }

    private static void edit(Path file, String pattern, String replacement) throws IOException {
        Files.writeString(file, Files.readString(file).replaceAll(pattern, replacement));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    Path etc() {
        return etc;
    }

    /** Runs a command as soon as it is known, as they come up one after the other; gives back what it printed. */
    String run(String command) {
        return await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> once(command), printed -> !printed.contains("Command not found"));
    }

    private String once(String command) throws IOException {
        int start = printed().length();
        String end = "end-of-" + ++commands;
        // In two words, as the console repeats what is typed.
        in.write(command + "\necho \"end-of\"-" + commands + "\n");
        in.flush();
        String all = await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(this::printed, text -> text.indexOf(end, start) >= 0 || !process.isAlive());
        return all.substring(start);
    }

    private String printed() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shuts it down and waits. */
    @Override
    public void close() throws IOException {
        try {
            in.write("shutdown -f\n");
            in.flush();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("Karaf does not stop; it said: " + printed());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
