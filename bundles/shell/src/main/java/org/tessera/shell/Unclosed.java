// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Streams that stay open when closed. Gogo makes channels of a session's streams, and a channel closes what is behind
 * it when a thread that uses it is interrupted: that would be the standard streams of the process.
 */
final class Unclosed {
    private Unclosed() {}

    static OutputStream of(OutputStream stream) {
        return new FilterOutputStream(stream) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    static InputStream of(InputStream stream) {
        return new FilterInputStream(stream) {
            @Override
            public void close() {
                // the owner's
            }
        };
    }
}
