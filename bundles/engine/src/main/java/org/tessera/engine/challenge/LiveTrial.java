// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.challenge;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.tessera.api.recommend.Challenge;
import org.tessera.api.recommend.Challenge.Mode;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.engine.recommend.LiveObserver.Answered;
import org.tessera.engine.strategy.Slot;

/** What is known of one challenger. For one thread, but {@link #selects} and {@link #withdrawn}. */
final class LiveTrial {
    /** A canary that fails so often is withdrawn. */
    private static final int MOST_FAILURES = 5;

    private final Mode mode;
    private final String challenger;
    private final String champion;
    private final double share;
    private final Slot<RecommenderInput, RecommenderModel, Recommender> slot;
    private final Outcomes outcomes;
    private final Outcomes.Tally tally = new Outcomes.Tally();
    private final Times championTimes = new Times();
    private final Times challengerTimes = new Times();
    private long asked;
    private long failed;
    private double agreed;
    private volatile boolean running = true;
    private volatile String reason = "";

    LiveTrial(
            Mode mode,
            String challenger,
            String champion,
            double share,
            Slot<RecommenderInput, RecommenderModel, Recommender> slot,
            Outcomes outcomes) {
        this.mode = mode;
        this.challenger = challenger;
        this.champion = champion;
        this.share = share;
        this.slot = slot;
        this.outcomes = outcomes;
    }

    Mode mode() {
        return mode;
    }

    String challenger() {
        return challenger;
    }

    double share() {
        return share;
    }

    boolean running() {
        return running;
    }

    /** Whether a customer is one of the canary's: always the same ones, evenly spread. */
    boolean selects(int customer) {
        long mixed = (customer + 1L) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 32) * 0xBF58476D1CE4E5B9L;
        return ((mixed ^ mixed >>> 29) >>> 11) * 0x1.0p-53 < share;
    }

    /** The champion has answered: asks the challenger the same. */
    void shadow(Answered answered) {
        championTimes.add(answered.nanos());
        long start = System.nanoTime();
        Optional<int[]> own = slot.ask(
                challenger,
                use -> use.model().recommend(answered.query()).items().clone());
        if (own.isEmpty()) {
            failed++;
            return;
        }
        challengerTimes.add(System.nanoTime() - start);
        asked++;
        agreed += overlap(answered.items(), own.get());
        outcomes.add(new Outcomes.Answer(answered.customer(), answered.afterEvent(), answered.items(), own.get()));
    }

    /** Somebody was answered while a canary runs. */
    void canary(Answered answered) {
        boolean chosen = selects(answered.customer());
        boolean own = answered.strategy().equals(challenger);
        if (chosen && !own) {
            failed++;
            if (failed >= MOST_FAILURES && failed > asked / 10) {
                withdraw("it could not answer " + failed + " of " + (asked + failed) + " questions");
            }
            return;
        }
        int[] none = Outcomes.Answer.NOT_ASKED;
        if (own) {
            asked++;
            challengerTimes.add(answered.nanos());
        } else {
            championTimes.add(answered.nanos());
        }
        outcomes.add(new Outcomes.Answer(
                answered.customer(),
                answered.afterEvent(),
                own ? none : answered.items(),
                own ? answered.items() : none));
    }

    private static double overlap(int[] one, int[] other) {
        if (one.length == 0) {
            return other.length == 0 ? 1 : 0;
        }
        long common = Arrays.stream(one)
                .filter(item -> Arrays.stream(other).anyMatch(o -> o == item))
                .count();
        return (double) common / one.length;
    }

    /** Looks at what customers have done since, and ends a canary that does worse. */
    void judge() {
        outcomes.judge(tally);
        Interval interval = interval();
        if (running && mode == Mode.CANARY && interval.high() < 0) {
            withdraw(String.format(
                    Locale.ROOT,
                    "its customers choose from its answers less often: difference %+.3f to %+.3f",
                    interval.low(),
                    interval.high()));
        }
    }

    private Interval interval() {
        return mode == Mode.SHADOW
                ? Interval.ofPairs(tally.judged, tally.gained, tally.lost)
                : Interval.ofGroups(tally.canaryJudged, tally.challenger, tally.judged, tally.champion);
    }

    private void withdraw(String why) {
        reason = why;
        running = false;
    }

    void stop() {
        running = false;
    }

    /** Why it was withdrawn, empty where it was not. */
    String withdrawn() {
        return reason;
    }

    Challenge report() {
        Interval interval = interval();
        long challengerJudged = mode == Mode.SHADOW ? tally.judged : tally.canaryJudged;
        return new Challenge(
                mode,
                challenger,
                champion,
                share,
                asked,
                failed,
                mode == Mode.SHADOW && asked > 0 ? agreed / asked : Double.NaN,
                championTimes.p99Ms(),
                challengerTimes.p99Ms(),
                challengerJudged,
                tally.judged == 0 ? Double.NaN : (double) tally.champion / tally.judged,
                challengerJudged == 0 ? Double.NaN : (double) tally.challenger / challengerJudged,
                interval.low(),
                interval.high(),
                running,
                reason);
    }
}
