// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.features;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;

/**
 * How the columns of a table are to be prepared.
 *
 * @param scaling what makes numbers of different units comparable
 * @param logs which numbers are taken as signed logarithms first
 * @param missing what stands for a value that is not there
 * @param levels a category gets at most so many columns of its own, at least 1; its rarer levels share one or are hashed
 * @param hashing how many columns the rarer levels of a category are hashed into; 0 for one that they share
 * @param selection which of the prepared columns are kept
 * @param columns how many of them a selection keeps; 0 leaves it to a threshold
 * @param components 0: columns stay as they are; below 1: as many principal components as hold this share of the
 *     variance; from 1 on: so many principal components
 */
public record Preparation(
        Scaling scaling,
        Logs logs,
        Missing missing,
        int levels,
        int hashing,
        Selection selection,
        int columns,
        double components) {
    /** Standard scaling, logarithms where they help, medians for what is missing, 20 levels. */
    public static final Preparation DEFAULT = new Preparation(Scaling.STANDARD, Logs.AUTO, Missing.MEDIAN, 20);

    /** Numbers as they are. */
    public static final Preparation NONE = new Preparation(Scaling.NONE, Logs.NEVER, Missing.MEAN, 20);

    public Preparation {
        Settings.inRange("levels", levels, 1, 1000);
        Settings.inRange("hashing", hashing, 0, 4096);
        Settings.inRange("columns", columns, 0, 100_000);
        Settings.inRange("components", components, 0, 10_000);
        if (components > 1 && components != Math.rint(components)) {
            throw new SettingException(
                    "components",
                    components + " is neither a share nor a whole number",
                    "give a share of the variance below 1, such as 0.9, or a number of components");
        }
    }

    /** Every prepared column is kept. */
    public Preparation(Scaling scaling, Logs logs, Missing missing, int levels) {
        this(scaling, logs, missing, levels, 0, Selection.NONE, 0, 0);
    }

    /**
     * From a strategy's settings as people write them. Names of settings in errors are those of the parameters.
     *
     * @throws SettingException if one of them is not what it may be
     */
    public static Preparation of(
            String scaling,
            String logs,
            String missing,
            int levels,
            int hashing,
            String selection,
            int columns,
            double components) {
        return new Preparation(
                Settings.choice(Scaling.class, "scaling", scaling),
                Settings.choice(Logs.class, "logs", logs),
                Settings.choice(Missing.class, "missing", missing),
                levels,
                hashing,
                Settings.choice(Selection.class, "selection", selection),
                columns,
                components);
    }

    /** Every setting by the name that {@link #of} takes it by, in the order of the parameters; choices in lower case. */
    public Map<String, Object> describe() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("scaling", lower(scaling));
        values.put("logs", lower(logs));
        values.put("missing", lower(missing));
        values.put("levels", levels);
        values.put("hashing", hashing);
        values.put("selection", lower(selection));
        values.put("columns", columns);
        values.put("components", components);
        return values;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Which of the prepared columns are kept. */
    public enum Selection {
        /** All of them. */
        NONE,
        /** Those that vary most in relation to their range; without a number, all but nearly constant ones. */
        VARIANCE,
        /**
         * Those that share most information with the others and least with each other; without a number, all that are
         * related to another one and say something new.
         */
        INFORMATION
    }

    /** What makes numbers of different units comparable. */
    public enum Scaling {
        /** As they are. */
        NONE,
        /** Mean 0, standard deviation 1. */
        STANDARD,
        /** Median 0, interquartile range 1: outliers do not squeeze the rest. */
        ROBUST,
        /** By rank, uniform with mean 0 and standard deviation 1: outliers and shape count for nothing. */
        QUANTILE
    }

    /** Which numbers are taken as signed logarithms, {@code sign(v) ln(1 + |v| / scale)}. */
    public enum Logs {
        /** Those of many values whose skewness is beyond 1.5 and at least halved by it, as amounts of money. */
        AUTO,
        /** None. */
        NEVER
    }

    /** What stands for a value that is not there. For a category it is the share of each level, whichever is chosen. */
    public enum Missing {
        /** The mean of the others. */
        MEAN,
        /** The median of the others. */
        MEDIAN,
        /** The mean, and a column of its own that says that it is missing. */
        INDICATOR
    }
}
