// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.twotower;

import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.sparse.Evidence;
import org.tessera.recommend.twotower.TwoTowerRecommender.Config;

/**
 * Checked settings.
 *
 * @param layers widths of the hidden layers of each tower; none for towers that only add up
 * @param batch pairs of a step; 0 to choose by the amount of data
 */
record TwoTowerSettings(
        int factors,
        int[] layers,
        double normalise,
        double dropout,
        double correction,
        double rate,
        double regularisation,
        int batch,
        int epochs,
        int patience,
        boolean words,
        int features,
        Evidence evidence) {
    private static final int MOST_LAYERS = 4;

    static TwoTowerSettings of(Config config) {
        int[] layers = Settings.wholeNumbers("layers", new String[] {config.layers()}, 1, 512).stream()
                .mapToInt(width -> width)
                .toArray();
        if (layers.length > MOST_LAYERS) {
            throw new SettingException(
                    "layers",
                    "'" + config.layers() + "' has " + layers.length + " layers, expected " + MOST_LAYERS + " at most",
                    "give the width of each hidden layer, such as 64");
        }
        return new TwoTowerSettings(
                Settings.inRange("factors", config.factors(), 1, 512),
                layers,
                Settings.inRange("normalise", config.normalise(), 0, 1),
                Settings.inRange("dropout", config.dropout(), 0, 0.95),
                Settings.inRange("correction", config.correction(), 0, 1),
                Settings.inRange("rate", config.rate(), 1e-6, 1),
                Settings.inRange("regularisation", config.regularisation(), 0, 10),
                Settings.inRange("batch", config.batch(), 0, 4096),
                Settings.inRange("epochs", config.epochs(), 1, 1000),
                Settings.inRange("patience", config.patience(), 1, 1000),
                config.words(),
                Settings.inRange("features", config.features(), 0, 1_000_000),
                Settings.choice(Evidence.class, "evidence", config.evidence()));
    }
}
