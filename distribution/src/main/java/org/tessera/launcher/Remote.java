// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.tessera.api.TesseraException;
import org.tessera.api.shell.CommandRunner;
import org.tessera.api.shell.Console;

/** The background process of a home, seen from another process: runs commands there. */
final class Remote implements AutoCloseable {
    private final SocketChannel channel;
    private final Frames frames;

    private Remote(SocketChannel channel) {
        this.channel = channel;
        this.frames = new Frames(channel);
    }

    /** A connection to the process that serves a home, or empty if none does or it is not ready yet. */
    static Optional<Remote> connect(Home home) {
        return ProcessFile.read(home).flatMap(Remote::connect);
    }

    private static Optional<Remote> connect(ProcessFile process) {
        try {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(process.socket()));
            return Optional.of(new Remote(channel));
        } catch (IOException e) {
            return Optional.empty(); // killed, and the file left behind
        }
    }

    /** Runs commands there; what they print comes out here. Interrupting this thread cancels them. */
    int run(String script, Console console) {
        try {
            frames.write(
                    Frames.Kind.RUN,
                    new Frames.Request(script, console.directory(), console.columns(), console.errTerminal()).bytes());
            while (true) {
                Frames.Frame frame = frames.read().orElseThrow(Remote::gone);
                switch (frame.kind()) {
                    case OUT -> pass(frame.bytes(), console.out());
                    case ERR -> pass(frame.bytes(), console.err());
                    case EXIT -> {
                        return Frames.exitCode(frame);
                    }
                    default -> throw new IOException("it answered with " + frame.kind());
                }
            }
        } catch (ClosedByInterruptException e) {
            return CommandRunner.INTERRUPTED;
        } catch (IOException e) {
            throw new TesseraException(
                    "the background process does not answer: " + Failures.text(e), "see log/tessera.log", e);
        }
    }

    /** What is amiss there at the moment, a sentence each. */
    List<String> missing() {
        return new String(ask(Frames.Kind.ASK), StandardCharsets.UTF_8).lines().toList();
    }

    /** Asks the process to stop. */
    void stop() {
        ask(Frames.Kind.STOP);
    }

    private byte[] ask(Frames.Kind what) {
        try {
            frames.write(what, new byte[0]);
            return frames.read().orElseThrow(Remote::gone).bytes();
        } catch (IOException e) {
            throw new TesseraException(
                    "the background process does not answer: " + Failures.text(e), "see log/tessera.log", e);
        }
    }

    private static TesseraException gone() {
        return new TesseraException("the background process ended before it answered", "see log/tessera.log");
    }

    private static void pass(byte[] bytes, OutputStream to) throws IOException {
        to.write(bytes);
        to.flush();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new TesseraException("the connection cannot be closed: " + Failures.text(e), "", e);
        }
    }
}
