// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.measure.Tuning.Trial;

/**
 * The finished trials of a search, a line of JSON each, so that a search that was broken off can go on. Not safe for
 * many threads, and one search at a time for each file.
 */
public final class TrialJournal {
    private final Gson gson =
            new GsonBuilder().serializeSpecialFloatingPointValues().create();
    private final @Nullable Path file;
    private final Map<String, Trial> trials = new HashMap<>();

    private TrialJournal(@Nullable Path file) {
        this.file = file;
    }

    /** Keeps nothing beyond the process. */
    public static TrialJournal none() {
        return new TrialJournal(null);
    }

    /**
     * In a file, which is made where there is none.
     *
     * @param resume whether what it holds is taken over; else it begins anew
     * @throws TesseraException if it cannot be read or written
     */
    public static TrialJournal at(Path file, boolean resume) {
        TrialJournal journal = new TrialJournal(file);
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            if (!resume) {
                Files.deleteIfExists(file);
            } else if (Files.exists(file)) {
                journal.read(Files.readString(file));
            }
            return journal;
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private void read(String text) throws IOException {
        int whole = text.lastIndexOf('\n') + 1;
        text.substring(0, whole).lines().filter(line -> !line.isBlank()).forEach(line -> {
            try {
                Trial trial = gson.fromJson(line, Trial.class);
                trials.put(key(trial.settings(), trial.share()), trial);
            } catch (JsonParseException e) {
                throw new TesseraException(
                        "the journal " + file + " holds a line that is no trial", "delete the file, or do not resume");
            }
        });
        if (whole < text.length() && file != null) {
            // The last line was being written when the process ended.
            Files.writeString(file, text.substring(0, whole));
        }
    }

    /** How many trials it holds. */
    public int size() {
        return trials.size();
    }

    Optional<Trial> find(Map<String, String> settings, double share) {
        return Optional.ofNullable(trials.get(key(settings, share)));
    }

    void add(Trial trial) {
        trials.put(key(trial.settings(), trial.share()), trial);
        if (file != null) {
            try {
                Files.write(
                        file,
                        (gson.toJson(trial) + "\n").getBytes(StandardCharsets.UTF_8),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND,
                        StandardOpenOption.DSYNC);
            } catch (IOException e) {
                throw unusable(file, e);
            }
        }
    }

    private static TesseraException unusable(Path file, IOException e) {
        return new TesseraException(
                "the journal " + file + " cannot be used: " + e.getMessage(), "check space and permissions", e);
    }

    private static String key(Map<String, String> settings, double share) {
        return new TreeMap<>(settings) + " " + Math.round(share * 1e6);
    }

    /**
     * A name for searches that may share their trials: of the same strategy and version, on the same data, asked the same.
     *
     * @param search whatever else decides what a trial gives, such as the metric and the seed
     */
    public static String name(String strategy, String version, Holdout holdout, Map<String, ?> search) {
        CRC32C sum = new CRC32C();
        add(sum, holdout.train());
        add(sum, holdout.test());
        sum.update((version + new LinkedHashMap<>(search)).getBytes(StandardCharsets.UTF_8));
        return strategy + "-" + Long.toHexString(sum.getValue()) + ".jsonl";
    }

    private static void add(CRC32C sum, Interactions pairs) {
        SparseMatrix rows = pairs.byCustomer();
        byte[] entry = new byte[3 * Integer.BYTES + Long.BYTES];
        java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(entry);
        for (int customer = 0; customer < rows.rows(); customer++) {
            for (int p = rows.start(customer); p < rows.end(customer); p++) {
                buffer.clear();
                buffer.putInt(customer)
                        .putInt(rows.column(p))
                        .putFloat(rows.value(p))
                        .putLong(pairs.time(p));
                sum.update(entry);
            }
        }
    }
}
