// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.rfm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;

/**
 * The settings of a run, checked.
 *
 * @param recency column of how long ago, the less the better
 * @param frequency column of how often
 * @param monetary column of how much
 * @param scores how many there are
 * @param segments rules as they were written
 * @param rules what they say
 */
record RfmSettings(String recency, String frequency, String monetary, int scores, String segments, RuleTable rules) {
    static final List<String> COLUMNS = List.of("recency", "frequency", "monetary");

    static RfmSettings of(Rfm.Config config) {
        int scores = Settings.inRange("scores", config.scores(), 2, 100);
        return new RfmSettings(
                column("recency", config.recency()),
                column("frequency", config.frequency()),
                column("monetary", config.monetary()),
                scores,
                config.segments().strip(),
                RuleTable.parse(config.segments(), scores));
    }

    private static String column(String setting, String name) {
        if (name.isBlank()) {
            throw new SettingException(
                    setting,
                    "no column is named, expected the name of one",
                    "give the name of a trait, such as " + (setting.equals("recency") ? "recency_days" : setting));
        }
        return name.strip();
    }

    /** The three columns, in the order of {@link #COLUMNS}. */
    List<String> columns() {
        return List.of(recency, frequency, monetary);
    }

    /** Every setting by name, in the order in which a person would want to read them. */
    Map<String, Object> describe() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("recency", recency);
        values.put("frequency", frequency);
        values.put("monetary", monetary);
        values.put("scores", scores);
        values.put("segments", segments);
        return values;
    }
}
