// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import java.io.IOException;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.tessera.api.data.CustomerCatalog;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.data.ItemSet;
import org.tessera.api.data.Sessions;
import org.tessera.api.measure.Split;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.engine.recommend.Decay;

/**
 * Data divided into what is trained on and what must be foretold. A pair is never in both.
 *
 * @param train what strategies learn from, with weights as they were when things happened
 * @param test pairs to be foretold, weight 1; of the same shape as {@code train}
 * @param now the moment of the division, to which ages refer, in ms since 1970
 * @param description how it was divided, in words
 * @param around what else there is to know
 */
public record Holdout(Interactions train, Interactions test, long now, String description, Around around) {
    /**
     * What belongs to a division beside the pairs.
     *
     * @param sessions makes the sessions of what is trained on
     * @param strangers pairs of customers who only turned up after the division: nothing of them is trained on
     * @param candidates among which the items of a customer are to be found
     * @param customers what strategies may know of the customers
     * @param decay how weights fade until {@code now}
     */
    public record Around(
            Supplier<Sessions> sessions,
            Interactions strangers,
            IntFunction<ItemSet> candidates,
            CustomerCatalog customers,
            Decay decay) {}

    /** Pairs alone: one session for each customer, no strangers, all items are candidates, and nothing fades. */
    public Holdout(Interactions train, Interactions test, long now, String description) {
        this(
                train,
                test,
                now,
                description,
                new Around(
                        () -> Sessions.of(train),
                        Interactions.Builder.binary().build(train.customers(), train.items()),
                        customer -> ItemSet.all(),
                        CustomerCatalog.unknown(train.customers()),
                        Decay.NONE));
    }

    /**
     * Divides events, or reads a division from files.
     *
     * @param positive an event counts as something to be foretold if it weighs at least this
     * @throws IOException if a file cannot be read
     * @throws org.tessera.api.TesseraException if nothing is left on one side
     */
    public static Holdout of(EventLog log, Split split, double positive) throws IOException {
        return Division.of(log, split, positive);
    }

    /**
     * Divides pairs to compare settings, without a look at what was held out of them before: the newest share where they
     * have times, else a random share.
     *
     * @throws org.tessera.api.TesseraException if nothing is left on one side
     */
    public static Holdout within(Interactions pairs, double share, long seed) {
        return Division.within(pairs, share, seed);
    }

    /** With sessions and strangers. */
    Holdout with(Supplier<Sessions> sessions, Interactions strangers) {
        return new Holdout(
                train,
                test,
                now,
                description,
                new Around(sessions, strangers, around.candidates, around.customers, around.decay));
    }

    /** With items to choose from for each customer. */
    Holdout among(IntFunction<ItemSet> candidates) {
        return new Holdout(
                train,
                test,
                now,
                description,
                new Around(around.sessions, around.strangers, candidates, around.customers, around.decay));
    }

    /** With what strategies may know of the customers, and with weights that fade. */
    public Holdout knowing(CustomerCatalog customers, Decay decay) {
        return new Holdout(
                train,
                test,
                now,
                description,
                new Around(around.sessions, around.strangers, around.candidates, customers, decay));
    }

    /** The same training part, with the strangers to be foretold. */
    Holdout ofStrangers() {
        return new Holdout(train, around.strangers, now, description, around);
    }

    /** What strategies are trained on. */
    public RecommenderInput input(ItemCatalog catalog) {
        return new RecommenderInput(
                around.decay.at(now, train), catalog, around.customers, now, around.sessions);
    }
}
