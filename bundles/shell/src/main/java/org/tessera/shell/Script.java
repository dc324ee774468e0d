// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.util.ArrayList;
import java.util.List;
import org.apache.felix.gogo.runtime.Parser;
import org.apache.felix.gogo.runtime.Token;

/** Splits command lines into the pieces that run one after the other. */
final class Script {
    private Script() {}

    /**
     * The pieces of a script between {@code ;} and line ends, where those do not belong to a block in braces or to
     * quotes. Pipes and {@code &&} stay together.
     *
     * @throws org.apache.felix.gogo.runtime.SyntaxError if it cannot be understood
     * @throws org.apache.felix.gogo.runtime.EOFError if something is still open at its end
     */
    static List<String> statements(String script) {
        List<String> statements = new ArrayList<>();
        int start = -1;
        int end = -1;
        for (Token token : new Parser(script).program().tokens()) {
            if (Token.eq(";", token) || Token.eq("\n", token)) {
                add(statements, script, start, end);
                start = -1;
            } else {
                start = start < 0 ? token.start() : start;
                end = token.start() + token.length();
            }
        }
        add(statements, script, start, end);
        return statements;
    }

    private static void add(List<String> statements, String script, int start, int end) {
        if (start >= 0) {
            statements.add(script.substring(start, end));
        }
    }

    /** Whether a word stands by itself in a statement. */
    static boolean hasWord(String statement, String word) {
        return List.of(statement.split("\\s+")).contains(word);
    }
}
