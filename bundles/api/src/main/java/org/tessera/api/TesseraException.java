// SPDX-License-Identifier: Apache-2.0
package org.tessera.api;

/**
 * A failure that a person can act on: what was wrong and where, and what to do about it. The shell prints the message
 * and the hint and no stack trace; anything else that is thrown counts as a defect.
 */
public class TesseraException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    /**
     * @param message what was wrong, where (file, line, setting) and what was expected; one sentence
     * @param hint what to do about it; may be empty
     */
    public TesseraException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    /** As above, with the failure that led to this one. */
    public TesseraException(String message, String hint, Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** What to do about it, or an empty string. */
    public final String hint() {
        return hint;
    }
}
