// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.challenge;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.ToDoubleFunction;
import org.tessera.api.data.Event;
import org.tessera.api.store.EventStore;

/**
 * Answers, and what the customers did next: an answer is a hit if the customer's next events include an item of it. For
 * one thread.
 */
final class Outcomes {
    /** Older answers are given up when there are more. */
    private static final int MOST = 20_000;

    private final EventStore events;
    private final ToDoubleFunction<Event> weight;
    private final Deque<Answer> waiting = new ArrayDeque<>();
    private long lastEvent;

    /** What is counted of judged answers, of one kind or of pairs. */
    static final class Tally {
        long judged;
        long champion;
        long challenger;
        /** Judged answers with a hit of the challenger alone, and of the champion alone. */
        long gained;

        long lost;
        long canaryJudged;
    }

    /**
     * One answer.
     *
     * @param champion items the champion answered, null where it was not asked
     * @param challenger likewise
     */
    record Answer(int customer, long afterEvent, int[] champion, int[] challenger) {
        static final int[] NOT_ASKED = new int[0];
    }

    Outcomes(EventStore events, ToDoubleFunction<Event> weight) {
        this.events = events;
        this.weight = weight;
        this.lastEvent = events.extent().last();
    }

    void add(Answer answer) {
        waiting.addLast(answer);
        if (waiting.size() > MOST) {
            waiting.removeFirst();
        }
    }

    /** Judges the answers after which something has happened. */
    void judge(Tally tally) {
        long now = events.extent().last();
        if (now == lastEvent) {
            return;
        }
        lastEvent = now;
        for (Iterator<Answer> answers = waiting.iterator(); answers.hasNext(); ) {
            Answer answer = answers.next();
            int[] next = next(answer);
            if (next.length > 0) {
                answers.remove();
                count(answer, next, tally);
            }
        }
    }

    private int[] next(Answer answer) {
        int[][] items = {new int[0]};
        events.visitCustomer(answer.customer(), (number, event) -> {
            if (number > answer.afterEvent() && event.hasItem() && weight.applyAsDouble(event) > 0) {
                items[0] = Arrays.copyOf(items[0], items[0].length + 1);
                items[0][items[0].length - 1] = event.item();
            }
        });
        return items[0];
    }

    private static void count(Answer answer, int[] next, Tally tally) {
        boolean both = answer.champion().length > 0 && answer.challenger().length > 0;
        boolean champion = hit(answer.champion(), next);
        boolean challenger = hit(answer.challenger(), next);
        if (!both && answer.challenger().length > 0) {
            tally.canaryJudged++;
        } else {
            tally.judged++;
        }
        tally.champion += champion ? 1 : 0;
        tally.challenger += challenger ? 1 : 0;
        tally.gained += challenger && !champion ? 1 : 0;
        tally.lost += champion && !challenger ? 1 : 0;
    }

    private static boolean hit(int[] answered, int[] next) {
        return Arrays.stream(next).anyMatch(item -> Arrays.stream(answered).anyMatch(a -> a == item));
    }
}
