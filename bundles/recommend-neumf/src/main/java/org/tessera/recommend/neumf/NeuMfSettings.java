// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.neumf;

import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.sparse.Evidence;
import org.tessera.recommend.neumf.NeuMfRecommender.Config;

/**
 * Checked settings.
 *
 * @param batch pairs, bought ones and others, of a step; 0 to choose by the amount of data
 */
record NeuMfSettings(
        int factors,
        int[] layers,
        int negatives,
        double normalise,
        double dropout,
        double rate,
        double regularisation,
        int batch,
        int epochs,
        int patience,
        Evidence evidence) {
    private static final int MOST_LAYERS = 5;

    static NeuMfSettings of(Config config) {
        int[] layers = Settings.wholeNumbers("layers", new String[] {config.layers()}, 1, 512).stream()
                .mapToInt(width -> width)
                .toArray();
        if (layers.length < 1 || layers.length > MOST_LAYERS) {
            throw new SettingException(
                    "layers",
                    "'" + config.layers() + "' has " + layers.length + " layers, expected 1 to " + MOST_LAYERS,
                    "give the width of each layer, such as 32,16");
        }
        return new NeuMfSettings(
                Settings.inRange("factors", config.factors(), 1, 512),
                layers,
                Settings.inRange("negatives", config.negatives(), 1, 100),
                Settings.inRange("normalise", config.normalise(), 0, 1),
                Settings.inRange("dropout", config.dropout(), 0, 0.95),
                Settings.inRange("rate", config.rate(), 1e-6, 1),
                Settings.inRange("regularisation", config.regularisation(), 0, 10),
                Settings.inRange("batch", config.batch(), 0, 1_000_000),
                Settings.inRange("epochs", config.epochs(), 1, 1000),
                Settings.inRange("patience", config.patience(), 1, 1000),
                Settings.choice(Evidence.class, "evidence", config.evidence()));
    }
}
