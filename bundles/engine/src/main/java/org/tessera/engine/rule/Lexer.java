// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tessera.api.segment.RuleException;

/** Cuts the text of a rule into words. For one thread. */
final class Lexer {
    private static final int LONGEST = 20_000;

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /** The words, with {@link Token.Kind#END} last. */
    static List<Token> read(String text) {
        if (text.length() > LONGEST) {
            throw new RuleException(
                    "the rule has " + text.length() + " characters, at most " + LONGEST + " are taken",
                    "divide it into segments and refer to them with segment('name')",
                    text,
                    LONGEST);
        }
        Lexer lexer = new Lexer(text);
        while (lexer.next()) {
            // All is done in the condition.
        }
        return lexer.tokens;
    }

    private boolean next() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            tokens.add(new Token(Token.Kind.END, "", "", at));
            return false;
        }
        char c = text.charAt(at);
        if (isNameStart(c) || c == '`') {
            name();
        } else if (isDigit(c) || startsNumber()) {
            number();
        } else if (c == '\'' || c == '"') {
            int start = at;
            add(Token.Kind.TEXT, quoted(c), start);
        } else {
            symbol();
        }
        return true;
    }

    private void add(Token.Kind kind, String value, int start) {
        tokens.add(new Token(kind, value, text.substring(start, at), start));
    }

    /** A trait, function, field or keyword; parts of it may stand in backquotes. */
    private void name() {
        int start = at;
        boolean anyQuoted = false;
        StringBuilder name = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '`') {
                anyQuoted = true;
                name.append(quoted(c));
            } else if (isNameStart(c) || isDigit(c) || c == '.') {
                name.append(c);
                at++;
            } else {
                break;
            }
        }
        String value = name.toString();
        if (value.isBlank()) {
            throw new RuleException("found an empty name, expected a trait or function", "", text, start);
        }
        boolean keyword = Token.isKeyword(value, anyQuoted);
        add(keyword ? Token.Kind.KEYWORD : Token.Kind.NAME, keyword ? value.toLowerCase(Locale.ROOT) : value, start);
    }

    private boolean startsNumber() {
        char c = text.charAt(at);
        int after = c == '-' && at + 1 < text.length() && text.charAt(at + 1) == '.' ? at + 2 : at + 1;
        return (c == '-' || c == '.') && after < text.length() && isDigit(text.charAt(after));
    }

    private void number() {
        int start = at;
        at++;
        while (at < text.length() && continuesNumber(start)) {
            at++;
        }
        String word = text.substring(start, at);
        if (Span.parse(word).isPresent()) {
            add(Token.Kind.SPAN, word, start);
            return;
        }
        if (!word.matches("-?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?")
                || !Double.isFinite(Double.parseDouble(word))) {
            throw new RuleException(
                    "found '" + word + "', expected a number such as 200.5 or a length of time such as 90d",
                    "lengths of time end in h, d, w, m (30 days) or y (365 days)",
                    text,
                    start);
        }
        add(Token.Kind.NUMBER, word, start);
    }

    private boolean continuesNumber(int start) {
        char c = text.charAt(at);
        char before = text.charAt(at - 1);
        boolean sign = (c == '-' || c == '+')
                && (before == 'e' || before == 'E')
                && at - 1 > start
                && isDigit(text.charAt(at - 2));
        return isNameStart(c) || isDigit(c) || c == '.' || sign;
    }

    /** What stands between two quotes; a doubled quote stands for one. */
    private String quoted(char quote) {
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != quote) {
                value.append(c);
            } else if (at < text.length() && text.charAt(at) == quote) {
                value.append(quote);
                at++;
            } else {
                return value.toString();
            }
        }
        throw new RuleException(
                "the quote that opens here is never closed",
                "close it with " + quote + "; a " + quote + " inside is doubled",
                text,
                start);
    }

    private void symbol() {
        int start = at;
        String two = text.substring(at, Math.min(text.length(), at + 2));
        if (two.equals("==") || two.equals("<>")) {
            throw new RuleException(
                    "found '" + two + "', expected " + (two.equals("==") ? "=" : "!="), "", text, start);
        }
        String symbol = two.matches("!=|<=|>=") ? two : two.substring(0, 1);
        if (!symbol.matches("[(),=<>]|!=|<=|>=")) {
            throw new RuleException(
                    "found '" + symbol + "', which has no meaning in a rule",
                    "names with such characters stand in backquotes, texts in quotes",
                    text,
                    start);
        }
        at += symbol.length();
        add(Token.Kind.SYMBOL, symbol, start);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return Character.isLetter(c) || c == '_';
    }
}
