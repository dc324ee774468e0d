// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.util.Locale;
import java.util.Set;

/**
 * A word of a rule.
 *
 * @param text the value of names and texts, without quotes; else as written
 * @param shown as written
 */
record Token(Kind kind, String text, String shown, int at) {
    /** Words that are part of the language unless they stand in backquotes. */
    static final Set<String> KEYWORDS = Set.of("and", "or", "not", "in", "between", "is", "missing", "true", "false");

    enum Kind {
        NAME,
        KEYWORD,
        NUMBER,
        SPAN,
        TEXT,
        SYMBOL,
        END
    }

    boolean isKeyword(String word) {
        return kind == Kind.KEYWORD && text.equals(word);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    static boolean isKeyword(String word, boolean quoted) {
        return !quoted && KEYWORDS.contains(word.toLowerCase(Locale.ROOT));
    }

    /** For "found …". */
    String found() {
        return kind == Kind.END ? "the end" : "'" + shown + "'";
    }
}
