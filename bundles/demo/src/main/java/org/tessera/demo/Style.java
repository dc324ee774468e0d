// SPDX-License-Identifier: Apache-2.0
package org.tessera.demo;

import java.util.Locale;

/** How an item looks; every customer has one they like best. */
enum Style {
    CLASSIC("in a style that has been around for a century", 1.0),
    MODERN("plain lines, nothing too much", 1.15),
    PLAYFUL("bright and not too serious", 0.85);

    private final String phrase;
    private final double priceFactor;

    Style(String phrase, double priceFactor) {
        this.phrase = phrase;
        this.priceFactor = priceFactor;
    }

    String phrase() {
        return phrase;
    }

    double priceFactor() {
        return priceFactor;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
