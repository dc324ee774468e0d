// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

/** What an answer as a whole should be like, asked before each place is filled. For one answer and one thread. */
interface Criterion {
    /** These items are the ones to choose from next; what was chosen before stays so. */
    void begin(int[] pool);

    /**
     * What each item of the pool loses if it is chosen next, 0 or more, in shares of the range of scores in the pool.
     *
     * @param open whether it may be chosen, by place in the pool
     * @param into gets the penalties, by place in the pool
     */
    void penalties(boolean[] open, double[] into);

    /** An item, of the pool or not, has been chosen. */
    void chosen(int item);
}
