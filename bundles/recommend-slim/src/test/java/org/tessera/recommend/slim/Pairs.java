// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.slim;

import org.tessera.api.data.Interactions;

/** Pairs that a few lines of any language make: 40 customers by 8 items, weights 1 and 2. */
final class Pairs {
    private Pairs() {}

    /** By the generator of ANSI C's example of rand, from 12345. */
    static Interactions weighted() {
        Interactions.Builder pairs = Interactions.Builder.weighted();
        long state = 12_345;
        for (int customer = 0; customer < 40; customer++) {
            for (int item = 0; item < 8; item++) {
                state = (state * 1_103_515_245L + 12_345L) & 0x7fffffffL;
                long drawn = state >> 16;
                if (drawn % 100 < (customer % 2 == item % 2 ? 60 : 15)) {
                    pairs.add(customer, item, drawn % 7 == 0 ? 2f : 1f);
                }
            }
        }
        return pairs.build(40, 8);
    }
}
