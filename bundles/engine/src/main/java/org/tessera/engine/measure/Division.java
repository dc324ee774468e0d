// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.measure.Split;

/** Divides data into a part to train on and a part to be foretold. */
final class Division {
    private Division() {}

    /** See {@link Holdout#of}. */
    static Holdout of(EventLog log, Split split, double positive) throws IOException {
        if (split instanceof Split.ByTime byTime) {
            return checked(byTime(log, byTime.share(), positive));
        } else if (split instanceof Split.Random random) {
            return checked(random(log, random.share(), random.seed(), positive));
        } else if (split instanceof Split.Files files) {
            return checked(PairFiles.read(files));
        } else if (split instanceof Split.Sampled sampled) {
            return checked(PairFiles.read(sampled));
        }
        return checked(leaveLastOut(log, positive));
    }

    /** The events that a division of a log left to train on. */
    static EventLog training(EventLog log, Split split, Holdout holdout) {
        SparseMatrix train = holdout.train().byCustomer();
        return split instanceof Split.ByTime
                ? log.where(event -> log.time(event) < holdout.now())
                : log.where(event -> train.find(log.customer(event), log.item(event)) >= 0);
    }

    /** See {@link Holdout#within}. */
    static Holdout within(Interactions pairs, double share, long seed) {
        EventLog log = new EventLog();
        SparseMatrix rows = pairs.byCustomer();
        for (int customer = 0; customer < rows.rows(); customer++) {
            for (int p = rows.start(customer); p < rows.end(customer); p++) {
                log.add(customer, rows.column(p), rows.value(p), pairs.time(p));
            }
        }
        log.atLeast(pairs.customers(), pairs.items());
        boolean timed = pairs.newest() > 0;
        double all = Double.NEGATIVE_INFINITY;
        return checked(timed ? byTime(log, share, all) : random(log, share, seed, all));
    }

    private static Holdout checked(Holdout holdout) {
        if (holdout.train().size() == 0 || holdout.test().size() == 0) {
            throw new TesseraException(
                    "the split leaves " + holdout.train().size() + " pairs to train on and "
                            + holdout.test().size() + " to foretell",
                    "give another share, or import more events");
        }
        return holdout;
    }

    private static Holdout byTime(EventLog log, double share, double positive) {
        checkShare(share);
        long[] times = log.sortedTimes();
        long cut = times.length == 0
                ? 0
                : times[(int) Math.min(times.length - 1, Math.round((1 - share) * times.length))];
        IntPredicate before = event -> log.time(event) < cut;
        Interactions train = log.interactions(before);
        Interactions.Builder test = Interactions.Builder.binary();
        Interactions.Builder strangers = Interactions.Builder.binary();
        for (int e = 0; e < log.size(); e++) {
            if (!before.test(e) && log.weight(e) >= positive && !trained(train, log, e)) {
                // Someone who only now turns up cannot be foretold from a history, and is counted apart.
                boolean known = train.byCustomer().size(log.customer(e)) > 0;
                (known ? test : strangers).add(log.customer(e), log.item(e), 1f);
            }
        }
        String description = String.format(
                Locale.ROOT,
                "trained on what happened before %s, the newest %.0f %% of the events held out",
                Instant.ofEpochMilli(cut),
                100 * share);
        return new Holdout(train, test.build(log.customerCount(), log.itemCount()), cut, description)
                .with(log.sessions(before), strangers.build(log.customerCount(), log.itemCount()));
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
        IntPredicate kept = e -> {
            Integer held = last.get(log.customer(e));
            return held == null || log.item(held) != log.item(e);
        };
        Interactions train = log.interactions(kept);
        return new Holdout(
                        train,
                        test.build(log.customerCount(), log.itemCount()),
                        train.newest(),
                        "the newest item of each customer held out")
                .with(log.sessions(kept), none(log));
    }

    private static int later(EventLog log, int known, int now) {
        if (log.time(now) != log.time(known)) {
            return log.time(now) > log.time(known) ? now : known;
        }
        return log.item(now) >= log.item(known) ? now : known;
    }

    private static Holdout random(EventLog log, double share, long seed, double positive) {
        checkShare(share);
        Interactions all = log.interactions();
        SparseMatrix pairs = all.byCustomer();
        SplittableRandom random = new SplittableRandom(seed);
        Interactions.Builder kept = log.pairs();
        Interactions.Builder test = Interactions.Builder.binary();
        for (int customer = 0; customer < pairs.rows(); customer++) {
            for (int p = pairs.start(customer); p < pairs.end(customer); p++) {
                if (random.nextDouble() < share) {
                    if (pairs.value(p) >= positive) {
                        test.add(customer, pairs.column(p), 1f);
                    }
                } else {
                    kept.add(customer, pairs.column(p), pairs.value(p), all.time(p));
                }
            }
        }
        Interactions train = kept.build(log.customerCount(), log.itemCount());
        return new Holdout(
                        train,
                        test.build(log.customerCount(), log.itemCount()),
                        all.newest(),
                        String.format(
                                Locale.ROOT, "a random %.0f %% of the pairs held out, seed %d", 100 * share, seed))
                .with(log.sessions(event -> trained(train, log, event)), none(log));
    }

    private static Interactions none(EventLog log) {
        return Interactions.Builder.binary().build(log.customerCount(), log.itemCount());
    }

    private static boolean trained(Interactions train, EventLog log, int event) {
        return train.byCustomer().find(log.customer(event), log.item(event)) >= 0;
    }

    private static void checkShare(double share) {
        if (!(share > 0 && share < 1)) {
            throw new TesseraException("the share to hold out is " + share, "give a number between 0 and 1");
        }
    }
}
