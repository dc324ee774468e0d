// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.features.Preparation;

/**
 * The settings of a run, checked.
 *
 * @param linkage what the distance of two groups is
 * @param k number of segments, 0 for a cut by height or one that is chosen
 * @param height merges above it are undone, 0 for a cut by number or one that is chosen
 * @param kmin fewest segments when the cut is chosen
 * @param kmax most segments when the cut is chosen
 * @param sample rows at most that a tree is grown of where more differ, 0 for all
 */
record HierarchicalSettings(
        Linkage linkage, int k, double height, int kmin, int kmax, int sample, Preparation preparation) {
    private static final int MOST = 10_000;

    HierarchicalSettings {
        Settings.inRange("k", k, 0, MOST);
        Settings.inRange("height", height, 0, Double.MAX_VALUE);
        Settings.inRange("kmin", kmin, 2, MOST);
        Settings.inRange("kmax", kmax, kmin, MOST);
        Settings.inRange("sample", sample, 0, 10_000_000);
        if (k > 0 && height > 0) {
            throw new SettingException(
                    "height",
                    height + " beside k = " + k + ": a tree is cut by one of them",
                    "give k or height, and leave the other one at 0");
        }
        if (sample > 0 && sample < Math.max(k, kmin)) {
            throw new SettingException(
                    "sample",
                    sample + " rows make no " + Math.max(k, kmin) + " segments",
                    "give a sample of some thousand rows, or 0 for all of them");
        }
    }

    static HierarchicalSettings of(Hierarchical.Config config) {
        return new HierarchicalSettings(
                Settings.choice(Linkage.class, "linkage", config.linkage()),
                config.k(),
                config.height(),
                config.kmin(),
                config.kmax(),
                config.sample(),
                Preparation.of(
                        config.scaling(),
                        config.logs(),
                        config.missing(),
                        config.levels(),
                        config.hashing(),
                        config.selection(),
                        config.columns(),
                        config.components()));
    }

    /** Every setting by name, in the order in which a person would want to read them. */
    Map<String, Object> describe() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("linkage", linkage.text());
        values.put("k", k);
        values.put("height", height);
        values.put("kmin", kmin);
        values.put("kmax", kmax);
        values.put("sample", sample);
        values.putAll(preparation.describe());
        return values;
    }
}
