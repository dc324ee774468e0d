// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.ratingknn;

import java.io.IOException;
import java.util.List;
import org.tessera.api.data.History;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.numerics.io.ModelOutput;
import org.tessera.numerics.ratings.Biases;

/** Neighbours by whose ratings others are foretold. Safe for many threads. */
interface Neighbourhood {
    Biases biases();

    /** Prepares for questions of one customer; to be closed, so that its memory is used again. */
    Asked ask(int customer, History history);

    /** The most similar items. */
    Ranking similar(int item, int n);

    void write(ModelOutput out) throws IOException;

    /** Who asks. For one thread. */
    interface Asked extends AutoCloseable {
        /**
         * Sets what the neighbours say about an item.
         *
         * @return false if there are too few of them
         */
        boolean look(int item, Opinion opinion);

        /** The same for all items: NaN where there are too few neighbours. */
        void scoreAll(double[] scores);

        /** What is expected of an item, known or not, that has too few neighbours. */
        double otherwise(int item);

        /** The reasons of an opinion, which add up to its score. */
        List<Reason> reasons(int item, Opinion opinion);

        @Override
        void close();
    }

    /** What neighbours say about an item: {@code general + own + scale · weighted / similarity}. */
    final class Opinion {
        /** The part that is the item's. */
        double general;
        /** The part that is the customer's. */
        double own;
        /** Ratings per unit of the neighbours' deviations. */
        double scale = 1;
        /** Sum of similarities times deviations. */
        double weighted;
        /** Sum of similarities. */
        double similarity;
        /** Number of neighbours. */
        int count;

        void clear() {
            weighted = 0;
            similarity = 0;
            count = 0;
        }

        void add(double similar, double deviation) {
            weighted += similar * deviation;
            similarity += similar;
            count++;
        }

        double score() {
            return general + own + scale * weighted / similarity;
        }
    }
}
