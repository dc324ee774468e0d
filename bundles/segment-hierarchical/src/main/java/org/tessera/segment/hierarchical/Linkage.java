// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import java.util.Locale;

/** What the distance of two groups is. */
enum Linkage {
    /** How much the sum of squared distances to the means grows when they merge (Ward 1963), as its square root. */
    WARD,
    /** Mean distance of the rows of one to those of the other (Sokal and Michener 1958). */
    AVERAGE,
    /** Distance of the two rows that are farthest apart (Sørensen 1948). */
    COMPLETE,
    /** Distance of the two rows that are nearest to each other (Florek et al. 1951). */
    SINGLE;

    /** As people write it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
