// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.profile;

/** All customers, to compare one with. Safe for many threads. */
public interface Population {
    /** Number of customers with at least one event. */
    int size();

    /**
     * Share of customers whose value of a numeric trait is below this one, counting half of those that equal it: 0..1.
     *
     * @return NaN where no customer has the trait
     */
    double rank(String trait, double value);

    /**
     * The value below which a share of the customers lies.
     *
     * @param share 0..1
     * @return NaN where no customer has the trait
     */
    double quantile(String trait, double share);
}
