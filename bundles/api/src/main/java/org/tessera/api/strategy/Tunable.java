// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.strategy;

import java.util.List;
import java.util.Locale;

/**
 * A setting worth searching for, with the values worth trying. Immutable.
 *
 * @param setting its name
 * @param scale how a number is drawn
 * @param low the least number; 0 for choices
 * @param high the greatest number; 0 for choices
 * @param choices the values to choose from; empty for numbers
 */
public record Tunable(String setting, Scale scale, double low, double high, List<String> choices) {
    /** How values are spread over the range. */
    public enum Scale {
        /** One of the choices, each as likely as the others. */
        CHOICE,
        /** Evenly. */
        LINEAR,
        /** Evenly in the logarithm: as many between 1 and 10 as between 10 and 100. */
        LOGARITHMIC,
        /** As {@link #LOGARITHMIC}, rounded to whole numbers. */
        WHOLE
    }

    public Tunable {
        choices = List.copyOf(choices);
        boolean logarithmic = scale == Scale.LOGARITHMIC || scale == Scale.WHOLE;
        if ((scale == Scale.CHOICE) == choices.isEmpty() || !(low <= high) || (logarithmic && !(low > 0))) {
            throw new IllegalArgumentException(setting + ": " + scale + " from " + low + " to " + high + " " + choices);
        }
    }

    /** One of these values. */
    public static Tunable choice(String setting, String... choices) {
        return new Tunable(setting, Scale.CHOICE, 0, 0, List.of(choices));
    }

    /** A number, drawn evenly. */
    public static Tunable linear(String setting, double low, double high) {
        return new Tunable(setting, Scale.LINEAR, low, high, List.of());
    }

    /** A number above 0, drawn evenly in its logarithm. */
    public static Tunable logarithmic(String setting, double low, double high) {
        return new Tunable(setting, Scale.LOGARITHMIC, low, high, List.of());
    }

    /** A whole number above 0, drawn evenly in its logarithm. */
    public static Tunable whole(String setting, int low, int high) {
        return new Tunable(setting, Scale.WHOLE, low, high, List.of());
    }

    /**
     * The value at a place of the range, as text that a setting takes.
     *
     * @param place 0 for the first value up to, but not including, 1
     */
    public String at(double place) {
        return switch (scale) {
            case CHOICE -> choices.get((int) (place * choices.size()));
            case LINEAR -> number(low + place * (high - low));
            case LOGARITHMIC -> number(low * Math.pow(high / low, place));
            case WHOLE -> Long.toString(Math.round(low * Math.pow(high / low, place)));
        };
    }

    /** Four digits tell enough, and are easy to write down. */
    private static String number(double value) {
        return Double.toString(Double.parseDouble(String.format(Locale.ROOT, "%.3e", value)));
    }
}
