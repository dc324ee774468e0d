// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.util.List;
import org.tessera.api.segment.RuleException;

/** The words of a rule, taken one after the other. For one thread. */
final class Words {
    private final String text;
    private final List<Token> tokens;
    private int next;

    Words(String text) {
        this.text = text;
        this.tokens = Lexer.read(text);
    }

    String text() {
        return text;
    }

    Token peek() {
        return tokens.get(next);
    }

    /** The word after the next. */
    Token peekSecond() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    /** The next word; the last one stays. */
    Token take() {
        Token token = tokens.get(next);
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }

    boolean takeKeyword(String word) {
        boolean there = peek().isKeyword(word);
        if (there) {
            take();
        }
        return there;
    }

    boolean takeSymbol(String symbol) {
        boolean there = peek().isSymbol(symbol);
        if (there) {
            take();
        }
        return there;
    }

    void expectSymbol(String symbol, String expected) {
        if (!takeSymbol(symbol)) {
            throw unexpected(expected);
        }
    }

    RuleException unexpected(String expected) {
        return new RuleException("found " + peek().found() + ", expected " + expected, "", text, peek().at());
    }
}
