// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import java.util.ArrayList;
import java.util.List;

/** How long each step of a start took, for the log. One thread. */
final class StartTimes {
    private record Step(String name, long nanos) {}

    private final List<Step> steps = new ArrayList<>();
    private long last = System.nanoTime();

    /** Ends a step that began when the one before ended. */
    void done(String name) {
        long now = System.nanoTime();
        steps.add(new Step(name, now - last));
        last = now;
    }

    /** Such as {@code framework 120 ms, install 80 ms}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            text.append(text.isEmpty() ? "" : ", ").append(step.name()).append(' ');
            text.append(step.nanos() / 1_000_000).append(" ms");
        }
        return text.toString();
    }
}
