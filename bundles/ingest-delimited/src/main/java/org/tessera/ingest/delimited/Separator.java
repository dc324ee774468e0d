// SPDX-License-Identifier: Apache-2.0
package org.tessera.ingest.delimited;

import java.util.List;
import java.util.Locale;
import org.tessera.api.TesseraException;

/** What stands between columns. */
record Separator(String text) {
    private static final List<String> CANDIDATES = List.of(",", "\t", ";", "|");
    private static final int LINES = 20;

    /**
     * The separator a person means.
     *
     * @throws TesseraException if it cannot separate columns
     */
    static Separator named(String given) {
        return switch (given.toLowerCase(Locale.ROOT)) {
            case "tab", "\\t" -> new Separator("\t");
            case "comma" -> new Separator(",");
            case "semicolon" -> new Separator(";");
            case "pipe" -> new Separator("|");
            case "space" -> new Separator(" ");
            default -> plain(given);
        };
    }

    private static Separator plain(String given) {
        boolean usable = !given.isEmpty() && given.length() <= 8;
        for (int k = 0; k < given.length(); k++) {
            char c = given.charAt(k);
            usable &= c != '"' && c != '\n' && c != '\r' && !Character.isLetterOrDigit(c);
        }
        if (!usable) {
            throw new TesseraException(
                    "'" + given + "' cannot separate columns",
                    "give one to eight characters other than letters, digits and quotes, such as ; or tab");
        }
        return new Separator(given);
    }

    /**
     * The separator that cuts the first lines into the most equal pieces, a comma where none does.
     *
     * @param extension of the file's name
     */
    static Separator detect(String extension, String head) {
        if (extension.equals("tsv") || extension.equals("tab")) {
            return new Separator("\t");
        }
        List<String> lines =
                head.lines().filter(line -> !line.isBlank()).limit(LINES).toList();
        String best = ",";
        long bestScore = 0;
        for (String candidate : CANDIDATES) {
            long score = score(candidate.charAt(0), lines);
            if (score > bestScore) {
                bestScore = score;
                best = candidate;
            }
        }
        return new Separator(best);
    }

    /** Lines that have as many columns as the first, before the number of columns. */
    private static long score(char separator, List<String> lines) {
        long equal = 0;
        long all = 0;
        int first = lines.isEmpty() ? 0 : count(separator, lines.get(0));
        for (String line : lines) {
            int count = count(separator, line);
            equal += count == first && count > 0 ? 1 : 0;
            all += count;
        }
        return all == 0 ? 0 : equal << 32 | all;
    }

    /** How often a character stands in a line outside of quotes. */
    private static int count(char separator, String line) {
        int count = 0;
        boolean quoted = false;
        for (int k = 0; k < line.length(); k++) {
            char c = line.charAt(k);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                count++;
            }
        }
        return count;
    }
}
