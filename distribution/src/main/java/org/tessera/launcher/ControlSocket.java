// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.TesseraException;
import org.tessera.api.shell.CommandRunner;
import org.tessera.api.shell.Console;

/**
 * Where a background process takes commands: a Unix domain socket in a folder that only its owner may enter. Each
 * connection is one run of commands with its own session; a client that goes away cancels its run.
 */
final class ControlSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);

    /** The address must fit 104 bytes on macOS, 108 on Linux. */
    private static final int LONGEST_PATH = 100;

    private final ServerSocketChannel server;
    private final Path socket;
    private final CommandRunner runner;
    private final Supplier<List<String>> missing;
    private final CountDownLatch stopRequested = new CountDownLatch(1);
    private final Set<Thread> runs = ConcurrentHashMap.newKeySet();

    private ControlSocket(
            ServerSocketChannel server, Path socket, CommandRunner runner, Supplier<List<String>> missing) {
        this.server = server;
        this.socket = socket;
        this.runner = runner;
        this.missing = missing;
    }

    /**
     * Opens the socket and answers on it, in threads of its own, until closed.
     *
     * @param missing tells what is amiss at the moment, a sentence each
     */
    static ControlSocket open(Home home, CommandRunner runner, Supplier<List<String>> missing) throws IOException {
        Path socket = place(home);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        ControlSocket control = new ControlSocket(server, socket, runner, missing);
        Thread acceptor = new Thread(control::accept, "tessera-control");
        acceptor.setDaemon(true);
        acceptor.start();
        return control;
    }

    private static Path place(Home home) throws IOException {
        Path folder = home.run();
        Files.createDirectories(folder);
        ownerOnly(folder);
        Path socket = folder.resolve("control");
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
            return Files.createTempDirectory("tessera").resolve("control"); // made for the owner only
        }
        Files.deleteIfExists(socket);
        return socket;
    }

    private static void ownerOnly(Path folder) throws IOException {
        FileStore store = Files.getFileStore(folder);
        if (store.supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    Path socket() {
        return socket;
    }

    /** Waits until somebody asks the process to stop. */
    void awaitStop() throws InterruptedException {
        stopRequested.await();
    }

    private void accept() {
        while (true) {
            try {
                SocketChannel channel = server.accept();
                Thread thread = new Thread(() -> converse(channel), "tessera-client");
                thread.setDaemon(true);
                thread.start();
            } catch (AsynchronousCloseException e) {
                return; // closed, as it should be
            } catch (IOException e) {
                if (server.isOpen()) {
                    LOG.error("commands are no longer taken", e);
                }
                return;
            }
        }
    }

    private void converse(SocketChannel channel) {
        try (channel) {
            Frames frames = new Frames(channel);
            Frames.Frame first = frames.read().orElse(new Frames.Frame(Frames.Kind.EXIT, new byte[0]));
            switch (first.kind()) {
                case RUN -> run(Frames.Request.of(first.bytes()), frames);
                case ASK -> {
                    frames.write(
                            Frames.Kind.OUT, String.join("\n", missing.get()).getBytes(StandardCharsets.UTF_8));
                    frames.writeExit(CommandRunner.OK);
                }
                case STOP -> {
                    frames.writeExit(CommandRunner.OK);
                    stopRequested.countDown();
                }
                default -> LOG.debug("a client came and went");
            }
        } catch (IOException e) {
            LOG.debug("a client went: {}", Failures.text(e));
        }
    }

    /** This thread watches whether the client is still there; another does the work. */
    private void run(Frames.Request request, Frames frames) throws IOException {
        Console console = new Console(
                new ByteArrayInputStream(new byte[0]),
                frames.stream(Frames.Kind.OUT),
                frames.stream(Frames.Kind.ERR),
                request.directory(),
                request.columns(),
                request.errTerminal());
        Thread worker = new Thread(() -> work(request.script(), console, frames), "tessera-run");
        runs.add(worker);
        worker.start();
        try {
            while (frames.read().isPresent()) {
                LOG.debug("a client said more than expected");
            }
        } finally {
            worker.interrupt();
        }
    }

    private void work(String script, Console console, Frames frames) {
        try {
            frames.writeExit(runner.run(script, console));
        } catch (IOException e) {
            LOG.debug("a client did not wait for its answer: {}", Failures.text(e));
        } finally {
            runs.remove(Thread.currentThread());
        }
    }

    /** Takes no more commands and cancels those under way. */
    @Override
    public void close() {
        try {
            server.close();
            for (Thread run : runs) {
                run.interrupt();
                run.join();
            }
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new TesseraException("the socket " + socket + " cannot be closed: " + Failures.text(e), "", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
