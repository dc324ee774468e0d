// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.shell;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Where commands read and write. Text is UTF-8. The streams stay the caller's: nobody closes them.
 *
 * @param in what commands may read
 * @param out gets what was asked for, nothing else
 * @param err gets messages about failures, warnings and, on a terminal, progress
 * @param directory absolute; relative file names of a command start here
 * @param columns width of the terminal that shows {@code out}, or 0 where that is none and lines may be of any length
 * @param errTerminal whether {@code err} is a terminal, on which a line can be drawn over
 */
public record Console(
        InputStream in, OutputStream out, OutputStream err, Path directory, int columns, boolean errTerminal) {
    /** Checks the directory and the width. */
    public Console {
        if (!directory.isAbsolute()) {
            throw new IllegalArgumentException("the directory of a console must be absolute: " + directory);
        }
        if (columns < 0) {
            throw new IllegalArgumentException("a console has a width, not " + columns);
        }
    }
}
