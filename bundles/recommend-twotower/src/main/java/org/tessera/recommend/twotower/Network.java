// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.twotower;

import org.tessera.numerics.nets.Embedding;
import org.tessera.numerics.random.RandomStream;

/**
 * What is trained, all vectors of d numbers.
 *
 * @param history items as parts of a history
 * @param traits features of customers
 * @param customers the tower over the two
 * @param ids items as such
 * @param features of items
 * @param items the tower over these two
 */
record Network(Embedding history, Embedding traits, Tower customers, Embedding ids, Embedding features, Tower items) {
    private static final double DEVIATION = 0.1;

    static Network of(int items, int traits, int features, TwoTowerSettings settings, RandomStream random) {
        int d = settings.factors();
        Network network = new Network(
                new Embedding(items, d).initialise(random.part(1), DEVIATION),
                new Embedding(traits, d).initialise(random.part(2), DEVIATION),
                new Tower(d, settings.layers()),
                new Embedding(items, d).initialise(random.part(3), DEVIATION),
                new Embedding(features, d).initialise(random.part(4), DEVIATION),
                new Tower(d, settings.layers()));
        network.customers.initialise(random.part(5));
        network.items.initialise(random.part(6));
        return network;
    }

    /** Everything that is learned. */
    float[][] weights() {
        return new float[][] {
            history.weights(),
            traits.weights(),
            customers.parameters().weights(),
            ids.weights(),
            features.weights(),
            items.parameters().weights()
        };
    }
}
