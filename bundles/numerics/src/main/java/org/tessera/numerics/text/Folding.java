// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.text;

import java.text.Normalizer;
import java.util.Locale;

/** Makes one spelling of many: width and ligatures (NFKC), case and accents no longer tell texts apart. */
public final class Folding {
    private static final char FIRST_ACCENT = '\u0300';
    private static final char LAST_ACCENT = '\u036f';

    private Folding() {}

    /**
     * The folded text: {@code ＣＡＦÉ} becomes {@code cafe}, {@code Straße} becomes {@code strasse}. Only the accents of
     * Latin, Greek and Cyrillic letters go; the marks of other scripts are part of the word.
     */
    public static String fold(String text) {
        if (isPlain(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        String lower = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String apart = Normalizer.normalize(lower, Normalizer.Form.NFD);
        StringBuilder kept = new StringBuilder(apart.length());
        for (int k = 0; k < apart.length(); k++) {
            char c = apart.charAt(k);
            if (c == 'ß') {
                kept.append("ss");
            } else if (c < FIRST_ACCENT || c > LAST_ACCENT) {
                kept.append(c);
            }
        }
        return Normalizer.normalize(kept, Normalizer.Form.NFKC);
    }

    private static boolean isPlain(String text) {
        for (int k = 0; k < text.length(); k++) {
            if (text.charAt(k) > 127) {
                return false;
            }
        }
        return true;
    }
}
