// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.TesseraException;
import org.tessera.engine.model.AtomicFiles;

/**
 * What was shown while exploring, and with which propensities: a CSV file that is only added to, a line for each place.
 * A line begins with the customer, so that all of theirs can be taken out. Safe for many threads.
 */
public final class ExplorationLog implements AutoCloseable {
    static final String HEADER = "customer,time,answer,place,item,propensity,score,strategy,model";
    private static final Logger LOG = LoggerFactory.getLogger(ExplorationLog.class);

    private final Path file;
    private final AtomicLong answers = new AtomicLong(System.currentTimeMillis() * 1000);
    private @Nullable Writer writer;
    private boolean failing;

    /** @param file is there after the first line */
    public ExplorationLog(Path file) {
        this.file = file;
    }

    /**
     * A place of an answer.
     *
     * @param place from 1
     * @param propensity probability that this item came to this place, given those before it; the product over the places
     *     is that of the answer
     */
    public record Shown(int place, String item, double propensity, double score, String strategy, String model) {}

    /** Notes an answer. One that cannot be written is told in the log, and nobody is kept from an answer. */
    public void add(String customer, long time, Iterable<Shown> answer) {
        StringBuilder lines = new StringBuilder();
        long number = answers.incrementAndGet();
        for (Shown shown : answer) {
            Csv.line(
                    lines,
                    customer,
                    Long.toString(time),
                    Long.toString(number),
                    Integer.toString(shown.place()),
                    shown.item(),
                    String.format(Locale.ROOT, "%.9g", shown.propensity()),
                    Double.toString(shown.score()),
                    shown.strategy(),
                    shown.model());
        }
        append(lines);
    }

    private synchronized void append(CharSequence lines) {
        try {
            Writer open = writer;
            if (open == null) {
                Path folder = file.toAbsolutePath().getParent();
                if (folder != null) {
                    Files.createDirectories(folder);
                }
                boolean fresh = !Files.exists(file);
                open = Files.newBufferedWriter(
                        file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                writer = open;
                if (fresh) {
                    open.append(HEADER).append("\r\n");
                }
            }
            open.append(lines);
            open.flush();
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                LOG.error("what is shown by chance cannot be noted in {}: {}", file, e.toString());
            }
            failing = true;
            close();
        }
    }

    /** Copies all lines to another file, which is there whole or not at all; the number of lines below the header. */
    public synchronized long export(Path to) {
        return CsvTarget.at(to).write(out -> {
            out.append(HEADER).append("\r\n");
            return copy(out, "");
        });
    }

    /** Takes out all lines of a customer. */
    public synchronized void forget(String customer) {
        if (!Files.exists(file)) {
            return;
        }
        close();
        Path rest = file.resolveSibling(file.getFileName() + ".new");
        try {
            AtomicFiles.writeForced(rest, out -> {
                Writer fresh = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                fresh.append(HEADER).append("\r\n");
                copy(fresh, Csv.quoted(customer) + ",");
                fresh.flush();
            });
            AtomicFiles.move(rest, file);
        } catch (IOException e) {
            throw new TesseraException(
                    file + " cannot be written: " + e.getMessage(), "check space and permissions of the home", e);
        }
    }

    private long copy(Appendable out, String without) throws IOException {
        long lines = 0;
        if (Files.exists(file)) {
            try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                in.readLine();
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (without.isEmpty() || !line.startsWith(without)) {
                        out.append(line).append("\r\n");
                        lines++;
                    }
                }
            }
        }
        return lines;
    }

    @Override
    public synchronized void close() {
        Writer open = writer;
        writer = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.warn("{} cannot be closed: {}", file, e.toString());
            }
        }
    }
}
