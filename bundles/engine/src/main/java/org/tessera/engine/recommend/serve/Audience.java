// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import java.util.function.IntFunction;
import org.tessera.api.TesseraException;
import org.tessera.api.strategy.Progress;

/** Which segments customers are in. Safe for many threads. */
public interface Audience {
    /** Name of the segment a customer was in when segments were formed; empty where there is none. Quick. */
    String segment(int customer);

    /** The segments of all customers as they are at this moment; does not change from then on. */
    default IntFunction<String> membership() {
        return this::segment;
    }

    /**
     * Dense indexes of the customers of a segment formed or a rule segment, ascending.
     *
     * @throws TesseraException if there is no such segment
     */
    int[] members(String segment, Progress progress);

    /** Nobody is in any segment. */
    static Audience nobody() {
        return new Audience() {
            @Override
            public String segment(int customer) {
                return "";
            }

            @Override
            public int[] members(String segment, Progress progress) {
                throw new TesseraException("no segment " + segment, "form segments first: segment");
            }
        };
    }
}
