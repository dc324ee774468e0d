// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.features;

/**
 * How the columns of a table are to be prepared.
 *
 * @param scaling what makes numbers of different units comparable
 * @param logs which numbers are taken as signed logarithms first
 * @param missing what stands for a value that is not there
 * @param levels a category gets at most so many columns of its own, at least 1; its rarer levels share one
 */
public record Preparation(Scaling scaling, Logs logs, Missing missing, int levels) {
    /** Standard scaling, logarithms where they help, medians for what is missing, 20 levels. */
    public static final Preparation DEFAULT = new Preparation(Scaling.STANDARD, Logs.AUTO, Missing.MEDIAN, 20);

    /** Numbers as they are. */
    public static final Preparation NONE = new Preparation(Scaling.NONE, Logs.NEVER, Missing.MEAN, 20);

    public Preparation {
        if (levels < 1) {
            throw new IllegalArgumentException("levels must be at least 1, got " + levels);
        }
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
