// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

/** The command line has no sense; the message says what was given and what was expected. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
