// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import java.util.List;
import java.util.Locale;
import org.tessera.api.TesseraException;
import org.tessera.api.recommend.Bought;
import org.tessera.api.strategy.SettingException;

/**
 * What the slot does where a request says nothing.
 *
 * @param pool how many of the best items there are to choose from, at least
 * @param consumableShare share of the buyers of an item that must have bought it again for it to be a consumable
 * @param consumableCategories categories that hold consumables, whatever is bought again
 */
public record Defaults(
        double diversity,
        double calibration,
        double exploration,
        int pool,
        Bought bought,
        double consumableShare,
        List<String> consumableCategories) {
    /** @throws SettingException naming the setting that is out of range */
    public Defaults {
        check("diversity", diversity, 0, 0.99);
        check("calibration", calibration, 0, 0.99);
        check("exploration", exploration, 0, 1);
        check("pool", pool, 1, 10_000);
        check("consumable.share", consumableShare, 0, 1);
        consumableCategories = List.copyOf(consumableCategories);
    }

    private static void check(String setting, double value, double lowest, double highest) {
        if (!(value >= lowest && value <= highest)) {
            throw new SettingException(
                    setting, value + " is not from " + lowest + " to " + highest, "give a number in that range");
        }
    }

    /**
     * Reads {@code exclude}, {@code after:90} or {@code consumables}.
     *
     * @throws TesseraException if it is none of these
     */
    public static Bought bought(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.equals("exclude")) {
            return Bought.exclude();
        }
        if (word.equals("consumables")) {
            return Bought.consumables();
        }
        if (word.matches("after:[0-9]{1,6}")) {
            return Bought.after(Integer.parseInt(word.substring("after:".length())));
        }
        throw new SettingException(
                "bought", "'" + text + "' is not known", "write exclude, after:DAYS such as after:90, or consumables");
    }
}
