// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.tessera.api.shell.Console;
import org.tessera.api.strategy.Progress;

/**
 * Draws how far work is on one line of a terminal, on standard error; draws nothing elsewhere. Closing wipes the line.
 * Safe for many threads.
 */
public final class ProgressBar implements Progress, AutoCloseable {
    private static final long NANOS_BETWEEN_DRAWINGS = 100_000_000;
    private static final int BAR = 24;

    /** Work that ends sooner leaves no trace. */
    private static final long NANOS_BEFORE_FIRST_DRAWING = 300_000_000;

    private final Console console;
    private final int columns;
    private final long start = System.nanoTime();
    private String phase = "";
    private long phaseStart = start;
    private long next = start + NANOS_BEFORE_FIRST_DRAWING;
    private boolean drawn;
    private boolean broken;

    ProgressBar(Console console) {
        this.console = console;
        this.columns = console.columns() > 0 ? console.columns() : 80;
    }

    @Override
    public synchronized void report(String newPhase, long done, long total) {
        if (!console.errTerminal() || broken) {
            return;
        }
        long now = System.nanoTime();
        if (!newPhase.equals(phase)) {
            phase = newPhase;
            phaseStart = now;
        }
        if (now - next >= 0) {
            next = now + NANOS_BETWEEN_DRAWINGS;
            draw("\r" + TextWidth.cut(text(phase, done, total, (now - phaseStart) / 1e9), columns - 1) + "\u001b[K");
            drawn = true;
        }
    }

    /** One line without a frame around it. */
    static String text(String phase, long done, long total, double seconds) {
        StringBuilder text = new StringBuilder(phase);
        if (total > 0) {
            long shown = Math.max(0, Math.min(done, total));
            int filled = (int) (BAR * shown / total);
            text.append(" [")
                    .append("=".repeat(filled))
                    .append(" ".repeat(BAR - filled))
                    .append("] ");
            text.append(100 * shown / total).append(" %");
        }
        if (done > 0) {
            text.append("  ").append(String.format(Locale.ROOT, "%,d", done));
            if (seconds >= 1) {
                text.append(String.format(Locale.ROOT, "  %,d/s", Math.round(done / seconds)));
            }
        }
        if (total > 0 && done > 0 && done < total && seconds >= 1) {
            text.append("  ")
                    .append(Math.round(seconds * (total - done) / done))
                    .append(" s left");
        }
        return text.toString();
    }

    private void draw(String text) {
        try {
            console.err().write(text.getBytes(StandardCharsets.UTF_8));
            console.err().flush();
        } catch (IOException e) {
            broken = true; // nobody looks any more; the work goes on
        }
    }

    @Override
    public synchronized void close() {
        if (drawn && !broken) {
            draw("\r\u001b[K");
            drawn = false;
        }
    }
}
