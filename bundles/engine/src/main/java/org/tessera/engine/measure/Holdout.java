// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.measure.Split;

/**
 * Data divided into what is trained on and what must be foretold. A pair is never in both.
 *
 * @param train what strategies learn from
 * @param test pairs to be foretold, weight 1; of the same shape as {@code train}
 * @param now the moment of the division, to which ages refer, in ms since 1970
 * @param description how it was divided, in words
 */
public record Holdout(Interactions train, Interactions test, long now, String description) {
    /**
     * Divides events, or reads a division from files.
     *
     * @param positive an event counts as something to be foretold if it weighs at least this
     * @throws IOException if a file cannot be read
     * @throws TesseraException if nothing is left on one side
     */
    public static Holdout of(EventLog log, Split split, double positive) throws IOException {
        Holdout holdout;
        if (split instanceof Split.ByTime byTime) {
            holdout = byTime(log, byTime.share(), positive);
        } else if (split instanceof Split.Random random) {
            holdout = random(log, random.share(), random.seed(), positive);
        } else if (split instanceof Split.Files files) {
            holdout = PairFiles.read(files);
        } else {
            holdout = leaveLastOut(log, positive);
        }
        if (holdout.train.size() == 0 || holdout.test.size() == 0) {
            throw new TesseraException(
                    "the split leaves " + holdout.train.size() + " pairs to train on and " + holdout.test.size()
                            + " to foretell",
                    "give another share, or import more events");
        }
        return holdout;
    }

    private static Holdout byTime(EventLog log, double share, double positive) {
        checkShare(share);
        long[] times = log.sortedTimes();
        if (times.length == 0) {
            return empty();
        }
        long cut = times[(int) Math.min(times.length - 1, Math.round((1 - share) * times.length))];
        Interactions train = collect(log, event -> log.time(event) < cut);
        Interactions.Builder test = Interactions.Builder.binary();
        for (int e = 0; e < log.size(); e++) {
            // Someone who only now turns up cannot be foretold from a history.
            boolean known = train.byCustomer().size(log.customer(e)) > 0;
            if (log.time(e) >= cut && log.weight(e) >= positive && known && !trained(train, log, e)) {
                test.add(log.customer(e), log.item(e), 1f);
            }
        }
        return new Holdout(
                train,
                test.build(log.customerCount(), log.itemCount()),
                cut,
                String.format(
                        Locale.ROOT,
                        "trained on what happened before %s, the newest %.0f %% of the events held out",
                        Instant.ofEpochMilli(cut),
                        100 * share));
    }

    private static Holdout leaveLastOut(EventLog log, double positive) {
        Map<Integer, Integer> last = new HashMap<>();
        Map<Integer, Integer> first = new HashMap<>();
        for (int e = 0; e < log.size(); e++) {
            if (log.weight(e) >= positive) {
                int event = e;
                first.merge(log.customer(e), log.item(e), (known, item) -> known.equals(item) ? known : -1);
                last.merge(log.customer(e), event, (known, now) -> later(log, known, now));
            }
        }
        // -1 stands for customers with more than one item.
        last.keySet().removeIf(customer -> first.getOrDefault(customer, 0) != -1);
        Interactions.Builder test = Interactions.Builder.binary();
        last.forEach((customer, event) -> test.add(customer, log.item(event), 1f));
        Interactions train = collect(log, e -> {
            Integer held = last.get(log.customer(e));
            return held == null || log.item(held) != log.item(e);
        });
        return new Holdout(
                train,
                test.build(log.customerCount(), log.itemCount()),
                train.newest(),
                "the newest item of each customer held out");
    }

    private static int later(EventLog log, int known, int now) {
        if (log.time(now) != log.time(known)) {
            return log.time(now) > log.time(known) ? now : known;
        }
        return log.item(now) >= log.item(known) ? now : known;
    }

    private static Holdout random(EventLog log, double share, long seed, double positive) {
        checkShare(share);
        Interactions all = collect(log, e -> true);
        SparseMatrix pairs = all.byCustomer();
        SplittableRandom random = new SplittableRandom(seed);
        Interactions.Builder train = Interactions.Builder.strongest();
        Interactions.Builder test = Interactions.Builder.binary();
        for (int customer = 0; customer < pairs.rows(); customer++) {
            for (int p = pairs.start(customer); p < pairs.end(customer); p++) {
                if (random.nextDouble() < share) {
                    if (pairs.value(p) >= positive) {
                        test.add(customer, pairs.column(p), 1f);
                    }
                } else {
                    train.add(customer, pairs.column(p), pairs.value(p), all.time(p));
                }
            }
        }
        return new Holdout(
                train.build(log.customerCount(), log.itemCount()),
                test.build(log.customerCount(), log.itemCount()),
                all.newest(),
                String.format(Locale.ROOT, "a random %.0f %% of the pairs held out, seed %d", 100 * share, seed));
    }

    private interface Choice {
        boolean takes(int event);
    }

    private static Interactions collect(EventLog log, Choice choice) {
        Interactions.Builder builder = Interactions.Builder.strongest();
        for (int e = 0; e < log.size(); e++) {
            if (choice.takes(e)) {
                builder.add(log.customer(e), log.item(e), log.weight(e), log.time(e));
            }
        }
        return builder.build(log.customerCount(), log.itemCount());
    }

    private static boolean trained(Interactions train, EventLog log, int event) {
        return train.byCustomer().find(log.customer(event), log.item(event)) >= 0;
    }

    private static Holdout empty() {
        Interactions nothing = Interactions.Builder.binary().build(0, 0);
        return new Holdout(nothing, nothing, 0, "no events");
    }

    private static void checkShare(double share) {
        if (!(share > 0 && share < 1)) {
            throw new TesseraException("the share to hold out is " + share, "give a number between 0 and 1");
        }
    }
}
