// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.profile;

import java.util.Map;

/** Where a profiler puts the values of one customer. A trait that is not put is missing. */
public interface TraitSink {
    void number(String trait, double value);

    void category(String trait, String value);

    /** A time in ms since 1970. */
    void time(String trait, long value);

    void shares(String trait, Map<String, Double> value);

    /**
     * A value as text, taken as what the trait was declared as: a number, a category or a time (ms since 1970 or
     * ISO 8601). Text that is none leaves the trait missing.
     */
    void text(String trait, String value);
}
