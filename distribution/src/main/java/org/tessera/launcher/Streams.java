// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;

/**
 * The standard streams of the process, unbuffered and past {@link System#out}, which the shell's runtime replaces.
 *
 * @param inTerminal whether {@code in} is a terminal
 * @param columns width of the terminal; used only where one is
 */
record Streams(
        InputStream in,
        OutputStream out,
        OutputStream err,
        boolean inTerminal,
        boolean outTerminal,
        boolean errTerminal,
        int columns) {
    private static final int DEFAULT_COLUMNS = 80;
    private static final int FEWEST_COLUMNS = 40;

    /**
     * The streams as the start script describes them: {@code tessera.terminals} names those of {@code in,out,err} that
     * are terminals, {@code tessera.columns} the width, and {@code tessera.stderr} the descriptor that is the real
     * standard error where the script filters the JVM's own messages.
     */
    static Streams ofProcess() {
        String terminals = System.getProperty("tessera.terminals", "");
        return new Streams(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(errDescriptor()),
                terminals.contains("in"),
                terminals.contains("out"),
                terminals.contains("err"),
                width());
    }

    private static int width() {
        int columns = Integer.getInteger("tessera.columns", DEFAULT_COLUMNS);
        return Math.max(FEWEST_COLUMNS, columns);
    }

    /** Java names only the descriptors 0 to 2; opening /dev/fd/3 instead fails where it is a socket. */
    private static FileDescriptor errDescriptor() {
        Integer number = Integer.getInteger("tessera.stderr");
        if (number == null) {
            return FileDescriptor.err;
        }
        try {
            Constructor<FileDescriptor> constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
            constructor.setAccessible(true);
            return constructor.newInstance(number);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return FileDescriptor.err; // filtered, but there
        }
    }

    /** Says something on standard error. */
    void complain(String text) {
        PrintStream stream = new PrintStream(err, false, StandardCharsets.UTF_8);
        stream.println(text);
        stream.flush();
    }

    /** Answers on standard output. */
    void say(String text) {
        PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8);
        stream.print(text);
        stream.flush();
    }
}
