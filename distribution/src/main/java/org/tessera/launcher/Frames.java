// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What client and background process say to each other: frames of a kind, a length and that many bytes. Straight on the
 * channel, as the JDK's streams over one socket channel let a blocked reader keep writers waiting. Writing is safe for
 * many threads, reading is for one.
 */
final class Frames {
    /** Kinds of frames. The client begins with {@code RUN}, {@code ASK} or {@code STOP}; {@code EXIT} is the last of the server. */
    enum Kind {
        RUN,
        ASK,
        STOP,
        OUT,
        ERR,
        EXIT
    }

    record Frame(Kind kind, byte[] bytes) {}

    /** Commands to run, and where they are run from. */
    record Request(String script, Path directory, int columns, boolean errTerminal) {
        byte[] bytes() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream data = new DataOutputStream(bytes);
            write(data, script);
            write(data, directory.toString());
            data.writeInt(columns);
            data.writeBoolean(errTerminal);
            return bytes.toByteArray();
        }

        static Request of(byte[] bytes) throws IOException {
            DataInputStream data = new DataInputStream(new ByteArrayInputStream(bytes));
            return new Request(text(data), Path.of(text(data)), data.readInt(), data.readBoolean());
        }

        private static void write(DataOutputStream data, String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            data.writeInt(bytes.length);
            data.write(bytes);
        }

        private static String text(DataInputStream data) throws IOException {
            return new String(data.readNBytes(data.readInt()), StandardCharsets.UTF_8);
        }
    }

    private static final int HEADER = 5;
    private static final int LONGEST = 64 * 1024 * 1024;

    private final SocketChannel channel;

    Frames(SocketChannel channel) {
        this.channel = channel;
    }

    synchronized void write(Kind kind, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(HEADER + bytes.length);
        buffer.put((byte) kind.ordinal()).putInt(bytes.length).put(bytes).flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    void writeExit(int code) throws IOException {
        write(Kind.EXIT, ByteBuffer.allocate(Integer.BYTES).putInt(code).array());
    }

    static int exitCode(Frame frame) {
        return ByteBuffer.wrap(frame.bytes()).getInt();
    }

    /** The next frame, or empty when the other side is gone. */
    Optional<Frame> read() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        if (!fill(header)) {
            return Optional.empty();
        }
        int kind = header.get();
        int length = header.getInt();
        if (kind < 0 || kind >= Kind.values().length || length < 0 || length > LONGEST) {
            throw new IOException("not a Tessera process on the other side of the socket");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        if (!fill(bytes)) {
            throw new EOFException("the other side went in the middle of a sentence");
        }
        return Optional.of(new Frame(Kind.values()[kind], bytes.array()));
    }

    private boolean fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                return false;
            }
        }
        buffer.flip();
        return true;
    }

    /** A stream each write to which becomes a frame. */
    OutputStream stream(Kind kind) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                Frames.this.write(kind, new byte[] {(byte) b});
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (length > 0) {
                    Frames.this.write(kind, Arrays.copyOfRange(bytes, offset, offset + length));
                }
            }
        };
    }
}
