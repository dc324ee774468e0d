// SPDX-License-Identifier: Apache-2.0
package org.tessera.demo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * What goes wrong in real exports, spread evenly over a file: rows sent twice, dates, numbers and keys that are none,
 * columns too few or too many, bytes of another encoding. Each is a copy of a good row with one thing spoiled.
 */
final class BadRows {
    /** How many there are in a file, as far as it is long enough. */
    static final int COUNT = 72;

    private static final int ITEM = 1;
    private static final int TIME = 3;
    private static final int QUANTITY = 4;
    private static final int PRICE = 5;
    private static final int CHANNEL = 7;

    private static final List<Function<String, String>> FAULTS = List.of(
            Function.identity(),
            line -> with(line, TIME, "31/31/2024"),
            line -> with(line, ITEM, ""),
            Function.identity(),
            line -> with(line, QUANTITY, "two"),
            line -> line.substring(0, line.lastIndexOf(',')) + "\n",
            Function.identity(),
            line -> with(line, PRICE, "-4.95"),
            line -> with(line, TIME, "yesterday"),
            line -> line.replace("\n", ",web\n"),
            line -> with(line, CHANNEL, "caf\u00e9"),
            line -> with(line, CHANNEL, "w".repeat(5000)));

    private final int every;
    private int used;

    BadRows(int rows) {
        every = Math.max(1, rows / (COUNT + 1));
    }

    boolean dueAfter(int row) {
        return used < COUNT && row % every == every - 1;
    }

    /** The next bad row, made from a good one; Latin-1, which for all but one fault is UTF-8 as well. */
    byte[] next(String line) {
        return FAULTS.get(used++ % FAULTS.size()).apply(line).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String with(String line, int column, String value) {
        String[] fields = line.strip().split(",", -1);
        fields[column] = value;
        return String.join(",", fields) + "\n";
    }
}
