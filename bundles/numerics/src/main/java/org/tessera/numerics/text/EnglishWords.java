// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.text;

import java.util.Set;

/** What is particular about English: words that say nothing, and plurals. */
public final class EnglishWords {
    private static final Set<String> STOP_WORDS = Set.of(
            "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by",
            "can", "do", "for", "from", "had", "has", "have", "he", "her", "his", "how", "if", "in", "into", "is", "it",
            "its", "more", "no", "nor", "not", "of", "on", "or", "our", "she", "so", "some", "such", "than", "that",
            "the", "their", "them", "then", "there", "these", "they", "this", "those", "to", "too", "was", "we", "were",
            "what", "when", "which", "who", "will", "with", "you", "your");

    private EnglishWords() {}

    /** Whether a folded word is in nearly every text. */
    public static boolean isStopWord(String word) {
        return STOP_WORDS.contains(word);
    }

    /**
     * A folded word without the ending of a plural (the S stemmer of Harman, "How Effective Is Suffixing?", 1991):
     * {@code candies} becomes {@code candy}, {@code cups} becomes {@code cup}; {@code glass} and {@code bus} stay. What
     * stronger stemmers gain on catalogues they lose on names of makers.
     */
    public static String singular(String word) {
        int length = word.length();
        if (length < 4 || word.charAt(length - 1) != 's') {
            return word;
        }
        if (word.endsWith("ies") && !word.endsWith("eies") && !word.endsWith("aies")) {
            return word.substring(0, length - 3) + "y";
        }
        if (word.endsWith("es")) {
            return word.endsWith("aes") || word.endsWith("ees") || word.endsWith("oes")
                    ? word
                    : word.substring(0, length - 1);
        }
        return word.endsWith("us") || word.endsWith("ss") ? word : word.substring(0, length - 1);
    }
}
