// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A table of text. Columns that hold only numbers are aligned to the right. For one thread. */
public final class Table {
    private static final String GAP = "  ";
    private static final int NARROWEST = 8;
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?[0-9][0-9.,]*(E-?[0-9]+)?( ?%| (µs|ms|s|min|h|d|kB|MB|GB))?");

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<String> header) {
        this.header = header;
    }

    /** A table with these column headings. */
    public static Table of(String... header) {
        return new Table(List.of(header));
    }

    /** Adds a row with a cell for every column; shown as their text. */
    public Table row(Object... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + header.size() + " columns");
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(String.valueOf(cell).replaceAll("\\s*\\R\\s*", " "));
        }
        rows.add(row);
        return this;
    }

    /** The number of rows so far. */
    public int size() {
        return rows.size();
    }

    /**
     * The table as lines.
     *
     * @param columns width not to exceed, by shortening the widest columns of text; 0 for any width
     */
    public List<String> lines(int columns) {
        int[] widths = widths();
        boolean[] right = new boolean[widths.length];
        for (int c = 0; c < widths.length; c++) {
            right[c] = isNumeric(c);
        }
        if (columns > 0) {
            shrink(widths, right, columns);
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(header, widths, right));
        for (List<String> row : rows) {
            lines.add(line(row, widths, right));
        }
        return lines;
    }

    private int[] widths() {
        int[] widths = new int[header.size()];
        for (int c = 0; c < widths.length; c++) {
            widths[c] = TextWidth.of(header.get(c));
            for (List<String> row : rows) {
                widths[c] = Math.max(widths[c], TextWidth.of(row.get(c)));
            }
        }
        return widths;
    }

    private boolean isNumeric(int column) {
        boolean any = false;
        for (List<String> row : rows) {
            String cell = row.get(column);
            if (cell.isEmpty() || cell.equals("-")) {
                continue;
            }
            if (!NUMBER.matcher(cell).matches()) {
                return false;
            }
            any = true;
        }
        return any;
    }

    private static void shrink(int[] widths, boolean[] right, int columns) {
        int total = GAP.length() * (widths.length - 1);
        for (int width : widths) {
            total += width;
        }
        while (total > columns) {
            int widest = -1;
            for (int c = 0; c < widths.length; c++) {
                if (!right[c] && widths[c] > NARROWEST && (widest < 0 || widths[c] > widths[widest])) {
                    widest = c;
                }
            }
            if (widest < 0) {
                return;
            }
            widths[widest]--;
            total--;
        }
    }

    private static String line(List<String> cells, int[] widths, boolean[] right) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            String cell = TextWidth.cut(cells.get(c), widths[c]);
            String padding = " ".repeat(Math.max(0, widths[c] - TextWidth.of(cell)));
            line.append(c == 0 ? "" : GAP).append(right[c] ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }
}
