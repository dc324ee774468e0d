// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import org.tessera.api.strategy.Progress;

/** Reports events as they go by, not every one of them. For one thread. */
final class Ticker {
    private static final int EVERY = 4096;

    private final Progress progress;
    private final String phase;
    private final long total;
    private long done;

    Ticker(Progress progress, String phase, long total) {
        this.progress = progress;
        this.phase = phase;
        this.total = total;
        progress.report(phase, 0, total);
    }

    void tick() {
        if (++done % EVERY == 0) {
            progress.report(phase, done, Math.max(done, total));
        }
    }
}
