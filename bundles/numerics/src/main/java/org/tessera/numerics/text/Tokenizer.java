// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cuts text into terms. The text is folded first ({@link Folding}). A run of letters and digits is a term; in numbers a
 * point or comma between digits belongs to it. Scripts written without spaces (Chinese and Japanese characters, Hangul)
 * give every two neighbouring characters as a term, and a single character where it stands alone: this needs no
 * dictionary, and comes close to one (Nie, Gao, Zhang and Zhou, "On the Use of Words and N-grams for Chinese Information
 * Retrieval", 2000). Immutable and safe for many threads.
 *
 * @param stopWords whether English words that say nothing are left out
 * @param stemming whether English plurals become singulars
 */
public record Tokenizer(boolean stopWords, boolean stemming) {
    private static final int LONGEST = 64;

    /** The terms of a text in their order, with repeats. */
    public List<String> terms(String text) {
        List<String> terms = new ArrayList<>();
        forEach(text, terms::add);
        return terms;
    }

    /** Gives every term of a text to {@code to}, in order. */
    public void forEach(String text, Consumer<String> to) {
        String folded = Folding.fold(text);
        int at = 0;
        while (at < folded.length()) {
            int c = folded.codePointAt(at);
            int end;
            if (isUnspaced(c)) {
                end = endOfUnspaced(folded, at);
                pairs(folded, at, end, to);
            } else if (isWordPart(c)) {
                end = endOfWord(folded, at);
                word(folded.substring(at, end), to);
                end = afterPossessive(folded, end);
            } else {
                end = at + Character.charCount(c);
            }
            at = end;
        }
    }

    private void word(String word, Consumer<String> to) {
        if (stopWords && EnglishWords.isStopWord(word)) {
            return;
        }
        String term = stemming ? EnglishWords.singular(word) : word;
        to.accept(term.length() <= LONGEST ? term : term.substring(0, LONGEST));
    }

    private static void pairs(String text, int from, int end, Consumer<String> to) {
        int second = text.offsetByCodePoints(from, 1);
        if (second == end) {
            to.accept(text.substring(from, end));
            return;
        }
        int first = from;
        while (second < end) {
            int next = text.offsetByCodePoints(second, 1);
            to.accept(text.substring(first, next));
            first = second;
            second = next;
        }
    }

    private static int endOfUnspaced(String text, int from) {
        int at = from;
        while (at < text.length() && isUnspaced(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    private static int endOfWord(String text, int from) {
        int at = from;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (isUnspaced(c) || !(isWordPart(c) || isInsideNumber(text, at))) {
                break;
            }
            at += Character.charCount(c);
        }
        return at;
    }

    /** Whether a point or comma stands between two digits. */
    private static boolean isInsideNumber(String text, int at) {
        char c = text.charAt(at);
        return (c == '.' || c == ',')
                && at > 0
                && at + 1 < text.length()
                && Character.isDigit(text.charAt(at - 1))
                && Character.isDigit(text.charAt(at + 1));
    }

    /** What follows a word that ends in an apostrophe and an s: {@code children's} is about children. */
    private static int afterPossessive(String text, int end) {
        if (end + 1 < text.length() && isApostrophe(text.charAt(end)) && text.charAt(end + 1) == 's') {
            int after = end + 2;
            return after == text.length() || !isWordPart(text.codePointAt(after)) ? after : end;
        }
        return end;
    }

    private static boolean isApostrophe(char c) {
        return c == '\'' || c == '\u2019';
    }

    /** Letters and digits, and the marks that stand on or beside letters in scripts such as Devanagari. */
    private static boolean isWordPart(int c) {
        if (Character.isLetterOrDigit(c)) {
            return true;
        }
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isUnspaced(int c) {
        if (c < 0x1100 || !Character.isLetter(c)) {
            return false;
        }
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
            default -> c == 'ー';
        };
    }
}
