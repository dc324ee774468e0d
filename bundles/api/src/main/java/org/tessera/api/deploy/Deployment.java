// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.deploy;

import java.time.Instant;
import java.util.List;

/**
 * What became of a jar.
 *
 * @param file its name in the folder {@code deploy}
 * @param bundle its symbolic name, empty as long as that is not known
 * @param version of the bundle
 * @param strategies that it offers, by name or, on trial, by label
 * @param reason in words: what is done now, why it was rejected, how it did beside the champion
 * @param since when it came to this state
 */
public record Deployment(
        String file,
        String bundle,
        String version,
        List<String> strategies,
        State state,
        String reason,
        Instant since) {
    /** How it stands. */
    public enum State {
        /** Checked, started, trained or measured. */
        UNDER_WAY,
        /** On trial until somebody promotes it. */
        WAITING,
        /** In use. */
        SERVING,
        /** Not in use, for a reason; the file lies in {@code deploy/rejected}. */
        REJECTED,
        /** A newer version has taken its place. */
        REPLACED,
        /** Its file was taken away. */
        REMOVED
    }

    public Deployment {
        strategies = List.copyOf(strategies);
    }
}
