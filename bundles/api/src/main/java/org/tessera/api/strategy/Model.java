// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.strategy;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * What training leaves behind. Immutable, safe for many threads, and independent of the service that made it. Closed
 * once, when nobody asks it any more.
 */
public interface Model extends AutoCloseable {
    /** The settings it was trained with, every one of them, defaults included. */
    Map<String, Object> settings();

    /**
     * Writes all that its strategy needs to read it back. Ends with a flush, does not close.
     *
     * @throws IOException if the stream fails
     */
    void write(OutputStream out) throws IOException;

    /** Frees what it holds. Most models hold memory only and have nothing to do. */
    @Override
    default void close() {}
}
