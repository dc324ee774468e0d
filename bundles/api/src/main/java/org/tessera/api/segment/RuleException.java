// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.segment;

import org.tessera.api.TesseraException;

/** An expression of a rule segment cannot be understood; says where. */
public final class RuleException extends TesseraException {
    private static final long serialVersionUID = 1L;

    private final String expression;
    private final int position;

    /**
     * @param message what was found and what was expected
     * @param hint what to do; may be empty
     * @param expression as it was given
     * @param position of the character at which it goes wrong, from 0; the length where the end comes too soon
     */
    public RuleException(String message, String hint, String expression, int position) {
        super("at character " + (position + 1) + ": " + message, hint);
        this.expression = expression;
        this.position = position;
    }

    /** The expression as it was given. */
    public String expression() {
        return expression;
    }

    /** Where it goes wrong, from 0. */
    public int position() {
        return position;
    }
}
