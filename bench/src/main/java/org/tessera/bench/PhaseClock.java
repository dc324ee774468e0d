// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tessera.api.strategy.Progress;

/** Learns from reports of progress how long each phase took: from its first report to that of the next. */
final class PhaseClock implements Progress {
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private String phase = "prepare";
    private long since = System.nanoTime();

    @Override
    public synchronized void report(String reported, long done, long total) {
        if (!reported.equals(phase)) {
            turn(reported);
        }
    }

    /** Ends the last phase and returns the seconds of each, in the order in which they first came. */
    synchronized Map<String, Double> stop() {
        turn("");
        Map<String, Double> rounded = new LinkedHashMap<>();
        seconds.forEach((name, value) -> rounded.put(name, Measurement.rounded(value)));
        return rounded;
    }

    private void turn(String next) {
        long now = System.nanoTime();
        seconds.merge(phase, (now - since) / 1e9, Double::sum);
        since = now;
        phase = next;
    }
}
