// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemSet;
import org.tessera.api.measure.Split;

/**
 * A division that somebody published, as pairs in two files. A line split by tabs or commas holds a customer, an item
 * and columns that are ignored; a line split by blanks holds a customer and all their items. Ids are those of the files
 * and have nothing to do with the store.
 */
final class PairFiles {
    private static final Pattern COLUMNS = Pattern.compile("[\t,]|::");
    private static final Pattern BLANKS = Pattern.compile(" +");
    private static final Pattern PAIR = Pattern.compile("\\(([^,()]+),([^,()]+)\\)");

    private final Map<String, Integer> customers = new HashMap<>();
    private final Map<String, Integer> items = new HashMap<>();

    private PairFiles() {}

    static Holdout read(Split.Files files) throws IOException {
        PairFiles ids = new PairFiles();
        Interactions.Builder train = ids.collect(files.train());
        Interactions.Builder test = ids.collect(files.test());
        return ids.holdout(
                train,
                test,
                "trained on " + files.train().getFileName() + ", tested on "
                        + files.test().getFileName());
    }

    /** The pairs of one file, of customers and items by order of appearance. */
    static Interactions read(Path file) throws IOException {
        PairFiles ids = new PairFiles();
        Interactions.Builder pairs = ids.collect(file);
        return pairs.build(ids.customers.size(), ids.items.size());
    }

    static Holdout read(Split.Sampled files) throws IOException {
        PairFiles ids = new PairFiles();
        Interactions.Builder train = ids.collect(files.train());
        Interactions.Builder test = Interactions.Builder.binary();
        Map<Integer, ItemSet> candidates = new HashMap<>();
        lines(files.negatives(), (line, number) -> ids.addSample(line, test, candidates, files.negatives(), number));
        return ids.holdout(
                        train,
                        test,
                        "trained on " + files.train().getFileName()
                                + ", one item of each customer to be found among those of "
                                + files.negatives().getFileName())
                .among(customer -> candidates.getOrDefault(customer, ItemSet.none()));
    }

    private Holdout holdout(Interactions.Builder train, Interactions.Builder test, String description) {
        return new Holdout(
                train.build(customers.size(), items.size()),
                test.build(customers.size(), items.size()),
                0,
                description);
    }

    private Interactions.Builder collect(Path file) throws IOException {
        Interactions.Builder pairs = Interactions.Builder.binary();
        lines(file, (line, number) -> add(line, pairs, file, number));
        return pairs;
    }

    @FunctionalInterface
    private interface Taker {
        void take(String line, int number);
    }

    private static void lines(Path file, Taker taker) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    taker.take(line.strip(), number);
                }
            }
        } catch (NoSuchFileException e) {
            throw new TesseraException("there is no file " + file, "check the name; it is looked up where you are");
        }
    }

    private void add(String line, Interactions.Builder pairs, Path file, int number) {
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

    private void addSample(
            String line, Interactions.Builder test, Map<Integer, ItemSet> candidates, Path file, int number) {
        String[] cells = line.split("\t");
        Matcher pair = PAIR.matcher(cells[0].strip());
        if (cells.length < 2 || !pair.matches()) {
            throw new TesseraException(
                    file + ":" + number + ": expected (customer,item) and items after it, found \"" + line + "\"",
                    "split them by tabs");
        }
        int customer = index(customers, pair.group(1));
        int item = index(items, pair.group(2));
        cells[0] = pair.group(2);
        int[] among = Arrays.stream(cells).mapToInt(cell -> index(items, cell)).toArray();
        if (candidates.put(customer, ItemSet.of(among)) != null) {
            throw new TesseraException(
                    file + ":" + number + ": a second line for customer " + pair.group(1),
                    "give one line for each customer");
        }
        test.add(customer, item, 1f);
    }

    private static int index(Map<String, Integer> ids, String id) {
        int next = ids.size();
        return ids.computeIfAbsent(id.strip(), unseen -> next);
    }
}
