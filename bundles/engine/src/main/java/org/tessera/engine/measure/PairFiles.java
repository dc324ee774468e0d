// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Interactions;
import org.tessera.api.measure.Split;

/**
 * A division that somebody published, as pairs in two files. A line split by tabs or commas holds a customer, an item
 * and columns that are ignored; a line split by blanks holds a customer and all their items. Ids are those of the files
 * and have nothing to do with the store.
 */
final class PairFiles {
    private static final Pattern COLUMNS = Pattern.compile("[\t,]|::");
    private static final Pattern BLANKS = Pattern.compile(" +");

    private final Map<String, Integer> customers = new HashMap<>();
    private final Map<String, Integer> items = new HashMap<>();

    private PairFiles() {}

    static Holdout read(Split.Files files) throws IOException {
        PairFiles ids = new PairFiles();
        Interactions.Builder train = ids.collect(files.train());
        Interactions.Builder test = ids.collect(files.test());
        return new Holdout(
                train.build(ids.customers.size(), ids.items.size()),
                test.build(ids.customers.size(), ids.items.size()),
                0,
                "trained on " + files.train().getFileName() + ", tested on "
                        + files.test().getFileName());
    }

    private Interactions.Builder collect(Path file) throws IOException {
        Interactions.Builder pairs = Interactions.Builder.binary();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                add(line.strip(), pairs, file, number);
            }
        } catch (NoSuchFileException e) {
            throw new TesseraException("there is no file " + file, "check the name; it is looked up where you are");
        }
        return pairs;
    }

    private void add(String line, Interactions.Builder pairs, Path file, int number) {
        if (line.isEmpty()) {
            return;
        }
        boolean columns = COLUMNS.matcher(line).find();
        String[] cells = columns ? COLUMNS.split(line, -1) : BLANKS.split(line);
        if (cells.length < 2 || cells[0].isBlank() || cells[1].isBlank()) {
            throw new TesseraException(
                    file + ":" + number + ": expected a customer and an item, found \"" + line + "\"",
                    "split them by tab, comma or blank");
        }
        int customer = index(customers, cells[0]);
        for (int c = 1; c < (columns ? 2 : cells.length); c++) {
            pairs.add(customer, index(items, cells[c]), 1f);
        }
    }

    private static int index(Map<String, Integer> ids, String id) {
        int next = ids.size();
        return ids.computeIfAbsent(id.strip(), unseen -> next);
    }
}
