// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.gmm;

/** What shape the components of a mixture have. */
enum Covariance {
    /** Each its own ellipsoid. */
    FULL,
    /** Each its own ellipsoid along the axes. */
    DIAGONAL,
    /** All the same ellipsoid. */
    TIED,
    /** Each its own ball. */
    SPHERICAL;

    /** Whether columns go together, so that a component has a matrix. */
    boolean isMatrix() {
        return this == FULL || this == TIED;
    }

    /** How many numbers describe the covariances of {@code k} components of {@code d} columns. */
    int values(int k, int d) {
        return switch (this) {
            case FULL -> k * d * d;
            case DIAGONAL -> k * d;
            case TIED -> d * d;
            case SPHERICAL -> k;
        };
    }

    /** Free parameters of a mixture: covariances, means and weights. */
    double parameters(int k, int d) {
        double ofCovariances = switch (this) {
            case FULL -> k * (d * (d + 1.0) / 2);
            case DIAGONAL -> (double) k * d;
            case TIED -> d * (d + 1.0) / 2;
            case SPHERICAL -> k;
        };
        return ofCovariances + (double) k * d + k - 1;
    }
}
