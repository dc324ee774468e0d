// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.recommend;

import org.tessera.api.TesseraException;

/**
 * Puts an item at a place, whatever its score.
 *
 * @param item external id
 * @param place from 1
 */
public record Pin(String item, int place) {
    /** @throws TesseraException if the place is below 1 */
    public Pin {
        if (place < 1) {
            throw new TesseraException(
                    "the pin of " + item + " is at place " + place + ", places run from 1",
                    "give it a place from 1 on");
        }
    }
}
