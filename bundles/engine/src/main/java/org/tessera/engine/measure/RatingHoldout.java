// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.measure.Split;

/**
 * Ratings divided into what is trained on and what must be foretold. Of several ratings of an item by a customer the
 * newest counts, so a pair is never in both.
 *
 * @param train what strategies learn from
 * @param test ratings to be foretold; of the same shape
 * @param now the moment of the division, to which ages refer, in ms since 1970
 * @param description how it was divided, in words
 */
public record RatingHoldout(Interactions train, Interactions test, long now, String description) {
    /**
     * Divides ratings.
     *
     * @param log ratings, the weights being stars
     * @throws TesseraException if nothing is left on one side, or the split is one of files
     */
    public static RatingHoldout of(EventLog log, Split split) {
        int[] newest = newest(log);
        RatingHoldout holdout;
        if (split instanceof Split.ByTime byTime) {
            holdout = byTime(log, newest, checked(byTime.share()));
        } else if (split instanceof Split.Random random) {
            SplittableRandom dice = new SplittableRandom(random.seed());
            double share = checked(random.share());
            holdout = divided(
                    log,
                    newest,
                    e -> dice.nextDouble() < share,
                    String.format(
                            Locale.ROOT,
                            "a random %.0f %% of the ratings held out, seed %d",
                            100 * share,
                            random.seed()));
        } else if (split instanceof Split.LeaveLastOut) {
            holdout = leaveLastOut(log, newest);
        } else {
            throw new TesseraException(
                    "files hold pairs and no ratings", "import them as events of type rating, and split those");
        }
        if (holdout.train.size() == 0 || holdout.test.size() == 0) {
            throw new TesseraException(
                    "the split leaves " + holdout.train.size() + " ratings to train on and " + holdout.test.size()
                            + " to foretell",
                    "give another share, or import more ratings");
        }
        return holdout;
    }

    /** The event of the newest rating of each pair, in order of arrival. */
    private static int[] newest(EventLog log) {
        Map<Long, Integer> byPair = new HashMap<>();
        for (int e = 0; e < log.size(); e++) {
            long pair = (long) log.customer(e) << 32 | log.item(e);
            int event = e;
            byPair.merge(pair, event, (known, now) -> log.time(now) >= log.time(known) ? now : known);
        }
        return byPair.values().stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    private static RatingHoldout byTime(EventLog log, int[] newest, double share) {
        long[] times = Arrays.stream(newest).mapToLong(log::time).sorted().toArray();
        if (times.length == 0) {
            return divided(log, newest, e -> false, "no ratings");
        }
        long cut = times[(int) Math.min(times.length - 1, Math.round((1 - share) * times.length))];
        RatingHoldout all = divided(
                log,
                newest,
                e -> log.time(e) >= cut,
                String.format(
                        Locale.ROOT,
                        "trained on ratings before %s, the newest %.0f %% held out",
                        Instant.ofEpochMilli(cut),
                        100 * share));
        // Someone who only now turns up cannot be foretold from a history.
        SparseMatrix rows = all.test.byCustomer();
        Interactions.Builder known = Interactions.Builder.strongest();
        for (int customer = 0; customer < rows.rows(); customer++) {
            for (int p = rows.start(customer); p < rows.end(customer); p++) {
                if (all.train.byCustomer().size(customer) > 0) {
                    known.add(customer, rows.column(p), rows.value(p));
                }
            }
        }
        return new RatingHoldout(all.train, known.build(log.customerCount(), log.itemCount()), cut, all.description);
    }

    private static RatingHoldout leaveLastOut(EventLog log, int[] newest) {
        int[] last = new int[log.customerCount()];
        int[] count = new int[log.customerCount()];
        for (int e : newest) {
            int customer = log.customer(e);
            if (count[customer]++ == 0 || log.time(e) >= log.time(last[customer])) {
                last[customer] = e;
            }
        }
        return divided(
                log,
                newest,
                e -> count[log.customer(e)] > 1 && last[log.customer(e)] == e,
                "the newest rating of each customer held out");
    }

    private static RatingHoldout divided(EventLog log, int[] events, IntPredicate held, String description) {
        Interactions.Builder train = Interactions.Builder.strongest();
        Interactions.Builder test = Interactions.Builder.strongest();
        for (int e : events) {
            (held.test(e) ? test : train).add(log.customer(e), log.item(e), log.weight(e), log.time(e));
        }
        Interactions learned = train.build(log.customerCount(), log.itemCount());
        return new RatingHoldout(
                learned, test.build(log.customerCount(), log.itemCount()), learned.newest(), description);
    }

    private static double checked(double share) {
        if (!(share > 0 && share < 1)) {
            throw new TesseraException("the share to hold out is " + share, "give a number between 0 and 1");
        }
        return share;
    }
}
