// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.tessera.api.TesseraException;
import org.tessera.api.shell.CommandRunner;
import org.tessera.api.shell.Console;

/** The program behind {@code bin/tessera}. */
public final class Main {
    static final int WRONG_USAGE = 2;

    /** How long an interrupted process takes to put things in order before it goes. */
    private static final long SECONDS_TO_TIDY_UP = 30;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Streams streams;

    private Main(Streams streams) {
        this.streams = streams;
    }

    /** Runs and ends the process with the exit code that {@link CommandLine#USAGE} names. */
    public static void main(String[] arguments) {
        CountDownLatch ended = new CountDownLatch(1);
        tidyUpWhenInterrupted(Thread.currentThread(), ended);
        int code;
        try {
            code = new Main(Streams.ofProcess()).run(List.of(arguments));
        } finally {
            ended.countDown();
        }
        System.exit(code);
    }

    /** Ctrl-C and a request to terminate reach the running command as an interrupt, and wait for the engine to close. */
    private static void tidyUpWhenInterrupted(Thread main, CountDownLatch ended) {
        Runnable hook = () -> {
            main.interrupt();
            try {
                ended.await(SECONDS_TO_TIDY_UP, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        Runtime.getRuntime().addShutdownHook(new Thread(hook, "tessera-interrupt"));
    }

    private int run(List<String> arguments) {
        try {
            return run(CommandLine.parse(arguments));
        } catch (CommandLine.UsageException e) {
            streams.complain("tessera: " + e.getMessage());
            streams.complain(CommandLine.USAGE);
            return WRONG_USAGE;
        } catch (TesseraException e) {
            streams.complain("tessera: " + e.getMessage() + (e.hint().isEmpty() ? "" : " (" + e.hint() + ")"));
            return CommandRunner.FAILED;
        } catch (InterruptedException e) {
            return CommandRunner.INTERRUPTED;
        }
    }

    private int run(CommandLine line) throws InterruptedException {
        return switch (line.action()) {
            case HELP -> {
                streams.say(CommandLine.USAGE);
                yield CommandRunner.OK;
            }
            case VERSION -> {
                streams.say("tessera " + version() + System.lineSeparator());
                yield CommandRunner.OK;
            }
            case INTERACT -> streams.inTerminal() && streams.outTerminal() ? interact(line) : commands(line, input());
            case COMMANDS -> commands(line, line.arguments().get(0));
            case RUN -> commands(line, script(line.arguments().get(0)));
            case DEMO -> commands(line, command("demo", line.arguments()));
            case START -> background(line).start();
            case STOP -> background(line).stop();
            case STATUS -> background(line).status(line.json());
            case SERVE -> serve(line);
        };
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("(version unknown)");
    }

    private String input() {
        try {
            return new String(streams.in().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new TesseraException("standard input cannot be read: " + Failures.text(e), "", e);
        }
    }

    private static String script(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new TesseraException(
                    "the file " + file + " cannot be read: " + Failures.text(e), "name a UTF-8 file of commands", e);
        }
    }

    /** A command with arguments that are taken as they are. */
    static String command(String name, List<String> arguments) {
        StringBuilder text = new StringBuilder(name);
        for (String argument : arguments) {
            text.append(" \"");
            for (int i = 0; i < argument.length(); i++) {
                char c = argument.charAt(i);
                text.append(c == '"' || c == '\\' || c == '$' ? "\\" : "").append(c);
            }
            text.append('"');
        }
        return text.toString();
    }

    /** In the background process of the home, if there is one, else in this process. */
    private int commands(CommandLine line, String script) throws InterruptedException {
        Optional<Remote> remote = remote(home(line));
        if (remote.isPresent()) {
            try (Remote process = remote.get()) {
                return process.run(script, console());
            }
        }
        return with(line, "commands", false, tessera -> runner(tessera).run(script, console()));
    }

    private int interact(CommandLine line) throws InterruptedException {
        Home home = home(line);
        Optional<Remote> remote = remote(home);
        if (remote.isPresent()) {
            remote.get().close();
            throw new TesseraException(
                    "the home " + home.root() + " is served by "
                            + HomeLock.holder(home).orElse("a background process"),
                    "give it commands with -c, or stop it first: tessera stop");
        }
        return with(line, "interactive shell", true, tessera -> runner(tessera).interact(console()));
    }

    private static Optional<Remote> remote(Home home) throws InterruptedException {
        Optional<Remote> remote = Remote.connect(home);
        if (remote.isEmpty()
                && HomeLock.holder(home)
                        .filter(who -> who.contains(Background.PURPOSE))
                        .isPresent()) {
            Background.awaitReady(home);
            remote = Remote.connect(home);
        }
        return remote;
    }

    private int serve(CommandLine line) {
        Instant started = Instant.now();
        Home home = home(line);
        return with(line, Background.PURPOSE, false, tessera -> {
            try (ControlSocket socket = ControlSocket.open(home, runner(tessera), tessera::missing)) {
                new ProcessFile(ProcessHandle.current().pid(), started, socket.socket()).write(home);
                socket.awaitStop();
            } catch (IOException e) {
                throw new TesseraException(
                        "no commands can be taken: " + Failures.text(e), "check the permissions of " + home.run(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                ProcessFile.delete(home);
            }
            return CommandRunner.OK;
        });
    }

    private Console console() {
        return new Console(
                streams.in(),
                streams.out(),
                streams.err(),
                Path.of("").toAbsolutePath(),
                streams.outTerminal() ? streams.columns() : 0,
                streams.errTerminal());
    }

    private int with(CommandLine line, String purpose, boolean person, ToIntFunction<Tessera> work) {
        Distribution distribution = Distribution.ofThisClass();
        Tessera.Builder builder = Tessera.at(home(line, distribution).root())
                .distribution(distribution.root())
                .purpose(purpose)
                .patience(PATIENCE)
                .evenIfIncomplete()
                .whenHomeIsThere(home -> Logging.open(home, streams.err()));
        try (Tessera tessera = (person ? builder.withConsole() : builder.withShell()).start()) {
            keepClassArchive();
            return work.applyAsInt(tessera);
        }
    }

    private static CommandRunner runner(Tessera tessera) {
        return tessera.service(CommandRunner.class);
    }

    /** Tells the start script that the archive of classes this process leaves holds those of the engine. */
    private static void keepClassArchive() {
        String file = System.getProperty("tessera.archive.used");
        if (file != null) {
            try {
                Files.createFile(Path.of(file));
            } catch (IOException e) {
                // the next process tries again
            }
        }
    }

    private Background background(CommandLine line) {
        return new Background(home(line), Distribution.ofThisClass(), streams);
    }

    private static Home home(CommandLine line) {
        return home(line, Distribution.ofThisClass());
    }

    private static Home home(CommandLine line, Distribution distribution) {
        Optional<Path> fromEnvironment = Optional.ofNullable(System.getenv("TESSERA_HOME"))
                .filter(text -> !text.isBlank())
                .map(Path::of);
        return new Home(line.home().or(() -> fromEnvironment).orElse(distribution.root()));
    }
}
