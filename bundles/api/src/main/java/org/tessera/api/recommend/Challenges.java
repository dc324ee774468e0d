// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.recommend;

import java.util.Optional;

/** Tries a challenger on live questions, one at a time. What it finds lasts as long as the process. Safe for many threads. */
public interface Challenges {
    /**
     * Starts to try a challenger; one before it ends.
     *
     * @param strategy name, or label of one on trial; it needs a model, which a strategy on trial gets here
     * @param share of the questions or customers, above 0 and at most 1
     * @throws org.tessera.api.TesseraException if there is no such strategy, or the share is out of range
     */
    Challenge start(Challenge.Mode mode, String strategy, double share);

    /** Ends it. What was found can still be looked at. */
    Optional<Challenge> stop();

    /** How the present challenger does, or how the last one did. */
    Optional<Challenge> current();
}
