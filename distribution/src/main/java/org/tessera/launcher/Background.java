// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.tessera.api.TesseraException;
import org.tessera.api.shell.CommandRunner;

/** The engine as a background process: {@code start}, {@code stop} and {@code status}. */
final class Background {
    /** What a lock says that is held by such a process. */
    static final String PURPOSE = "background";

    /** As the Linux Standard Base has it. */
    static final int NOT_RUNNING = 3;

    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
    private static final long MILLIS_BETWEEN_LOOKS = 20;

    private final Home home;
    private final Distribution distribution;
    private final Streams streams;

    Background(Home home, Distribution distribution, Streams streams) {
        this.home = home;
        this.distribution = distribution;
        this.streams = streams;
    }

    /** Starts a process and returns when it is ready. */
    int start() throws InterruptedException {
        home.create();
        Optional<String> holder = HomeLock.holder(home);
        if (holder.isPresent()) {
            if (!holder.get().contains(PURPOSE)) {
                throw inUse(holder.get());
            }
            awaitReady(home);
            streams.say("already running: " + holder.get() + System.lineSeparator());
            return CommandRunner.OK;
        }
        try {
            Files.createDirectories(home.log());
            Path messages = home.log().resolve("background.out");
            Process process = new ProcessBuilder(command())
                    .directory(home.root().toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                    .redirectOutput(messages.toFile())
                    .redirectError(messages.toFile())
                    .start();
            boolean known = await(START_PATIENCE, () -> !process.isAlive() || isReady());
            if (!process.isAlive()) {
                streams.complain(Files.readString(messages).strip());
                return CommandRunner.FAILED;
            }
            if (!known) {
                throw new TesseraException(
                        "process " + process.pid() + " is not ready after " + START_PATIENCE.toSeconds() + " s",
                        "see " + home.log().resolve("tessera.log"));
            }
            streams.say("started: process " + process.pid() + ", home " + home.root() + System.lineSeparator());
            return CommandRunner.OK;
        } catch (IOException e) {
            throw new TesseraException(
                    "the background process cannot be started: " + Failures.text(e),
                    "check the permissions of " + home.root(),
                    e);
        }
    }

    /** The start script again, deaf to the terminal's hang-up and Ctrl-C. */
    private List<String> command() {
        if (isWindows()) {
            String script =
                    distribution.root().resolve("bin").resolve("tessera.bat").toString();
            return List.of("cmd", "/c", script, "--home", home.root().toString(), "serve");
        }
        String script = distribution.root().resolve("bin").resolve("tessera").toString();
        String deaf = "trap '' HUP INT; exec \"$@\"";
        return List.of(
                "/bin/sh", "-c", deaf, "sh", script, "--home", home.root().toString(), "serve");
    }

    private static java.io.File nothing() {
        return new java.io.File(isWindows() ? "NUL" : "/dev/null");
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    private boolean isReady() {
        return isReady(home);
    }

    private static boolean isReady(Home home) {
        Optional<Remote> remote = Remote.connect(home);
        remote.ifPresent(Remote::close);
        return remote.isPresent();
    }

    /** Waits for a process that has the home and is still starting. */
    static boolean awaitReady(Home home) throws InterruptedException {
        return await(
                START_PATIENCE,
                () -> isReady(home)
                        || HomeLock.holder(home)
                                .filter(who -> who.contains(PURPOSE))
                                .isEmpty());
    }

    private TesseraException inUse(String holder) {
        return new TesseraException(
                "the home " + home.root() + " is in use by " + holder,
                "end that process first, or work in another home with --home DIR");
    }

    /** Stops the process and returns when it is gone. */
    int stop() throws InterruptedException {
        Optional<String> holder = HomeLock.holder(home);
        if (holder.isEmpty()) {
            streams.say("not running: home " + home.root() + System.lineSeparator());
            return CommandRunner.OK;
        }
        if (!holder.get().contains(PURPOSE)) {
            throw inUse(holder.get());
        }
        awaitReady(home);
        Optional<ProcessHandle> process = ProcessFile.read(home).flatMap(file -> ProcessHandle.of(file.pid()));
        Optional<Remote> remote = Remote.connect(home);
        if (remote.isPresent()) {
            remote.get().stop();
            remote.get().close();
        } else {
            process.ifPresent(ProcessHandle::destroy);
        }
        boolean gone = await(
                STOP_PATIENCE,
                () -> HomeLock.holder(home).isEmpty()
                        && process.filter(ProcessHandle::isAlive).isEmpty());
        if (!gone) {
            throw new TesseraException(
                    holder.get() + " is still stopping after " + STOP_PATIENCE.toSeconds() + " s",
                    "see " + home.log().resolve("tessera.log"));
        }
        streams.say("stopped: home " + home.root() + System.lineSeparator());
        return CommandRunner.OK;
    }

    /** Says how it stands: 0 running, 3 not, as the Linux Standard Base has it. */
    int status(boolean json) {
        boolean held =
                HomeLock.holder(home).filter(who -> who.contains(PURPOSE)).isPresent();
        Optional<ProcessFile> process = held ? ProcessFile.read(home) : Optional.empty();
        Optional<List<String>> missing = held ? missing() : Optional.empty();
        streams.say((json ? json(held, process, missing) : text(held, process, missing)) + System.lineSeparator());
        return held ? CommandRunner.OK : NOT_RUNNING;
    }

    /** What does not come up; empty while nobody can be asked. */
    private Optional<List<String>> missing() {
        Optional<Remote> remote = Remote.connect(home);
        if (remote.isEmpty()) {
            return Optional.empty();
        }
        try (Remote process = remote.get()) {
            return Optional.of(process.missing());
        }
    }

    private String text(boolean held, Optional<ProcessFile> process, Optional<List<String>> missing) {
        String place = "home " + home.root();
        if (!held) {
            return "not running: " + place;
        }
        if (process.isEmpty() || missing.isEmpty()) {
            return "starting: " + place;
        }
        String about = "process " + process.get().pid() + ", up " + upTime(seconds(process.get())) + ", " + place;
        return missing.get().isEmpty()
                ? "running, ready: " + about
                : "running, not ready: " + about + "\n  " + String.join("\n  ", missing.get());
    }

    private String json(boolean held, Optional<ProcessFile> process, Optional<List<String>> missing) {
        return "{\"running\":" + held
                + ",\"ready\":" + missing.filter(List::isEmpty).isPresent()
                + ",\"missing\":["
                + missing.orElse(List.of()).stream().map(Background::quoted).collect(Collectors.joining(","))
                + "],\"pid\":" + process.map(file -> Long.toString(file.pid())).orElse("null")
                + ",\"up_seconds\":"
                + process.map(file -> Long.toString(seconds(file))).orElse("null")
                + ",\"home\":" + quoted(home.root().toString()) + "}";
    }

    private static long seconds(ProcessFile process) {
        return Duration.between(process.started(), Instant.now()).toSeconds();
    }

    static String upTime(long seconds) {
        Duration up = Duration.ofSeconds(seconds);
        if (up.toDays() > 0) {
            return up.toDays() + " d " + up.toHoursPart() + " h";
        }
        if (up.toHours() > 0) {
            return up.toHours() + " h " + up.toMinutesPart() + " min";
        }
        return up.toMinutes() > 0 ? up.toMinutes() + " min " + up.toSecondsPart() + " s" : seconds + " s";
    }

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private static boolean await(Duration patience, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
        }
        return true;
    }
}
