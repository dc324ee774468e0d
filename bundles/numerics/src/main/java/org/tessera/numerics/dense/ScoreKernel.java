// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

/**
 * Inner loops of {@link PackedPoints}. Points stand in groups, one after the other: of a group of width w first w
 * constants, then for each dimension the w coefficients of that dimension. A score is the constant of a point plus the
 * scalar product of its coefficients with the row, added up in the order of the dimensions, whatever the group.
 */
interface ScoreKernel {
    /** For a person, such as {@code vector 256 bit}. */
    String name();

    /** Widths of the groups for so many points; their sum, at least {@code count}, is the length of a row of scores. */
    int[] widths(int count);

    /**
     * Scores of the rows at {@code offsets[from..to)}, written to {@code scores[(i - from) * stride + point]}.
     *
     * @param stride sum of the widths
     */
    void scores(
            double[] x,
            int[] offsets,
            int from,
            int to,
            int dimensions,
            double[] packed,
            int[] widths,
            int stride,
            double[] scores);
}
