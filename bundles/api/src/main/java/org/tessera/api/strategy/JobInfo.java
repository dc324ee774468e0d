// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.strategy;

import java.time.Instant;
import java.util.Optional;

/**
 * A piece of long work.
 *
 * @param id unique in this process
 * @param name what it does, such as {@code train recommend itemknn}
 * @param phase what it is doing now
 * @param done units done in this phase
 * @param total units of this phase, 0 where unknown
 * @param finished when it ended, however
 * @param error why it failed; empty where it did not
 */
public record JobInfo(
        long id,
        String name,
        State state,
        String phase,
        long done,
        long total,
        Instant started,
        Optional<Instant> finished,
        String error) {
    /** How it stands. */
    public enum State {
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }
}
