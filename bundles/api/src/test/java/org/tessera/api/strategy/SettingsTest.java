// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    enum Similarity {
        COSINE,
        JACCARD
    }

    @interface Config {
        int neighbours() default 50;

        double shrinkage() default 1.5;

        Similarity similarity() default Similarity.COSINE;

        boolean normalise() default true;

        String name_of() default "x";
    }

    @Test
    void defaultsAreThoseOfTheAnnotation() {
        Config config = Settings.defaults(Config.class);
        assertThat(config.neighbours()).isEqualTo(50);
        assertThat(config.shrinkage()).isEqualTo(1.5);
        assertThat(config.similarity()).isEqualTo(Similarity.COSINE);
        assertThat(config.normalise()).isTrue();
        assertThat(config.name_of()).isEqualTo("x");
    }

    @Test
    void overridesAreTypedFromText() {
        Config config = Settings.overlay(
                Config.class,
                Settings.defaults(Config.class),
                Map.of("neighbours", "7", "similarity", "jaccard", "normalise", "false", "name_of", "y"));
        assertThat(config.neighbours()).isEqualTo(7);
        assertThat(config.similarity()).isEqualTo(Similarity.JACCARD);
        assertThat(config.normalise()).isFalse();
        assertThat(config.name_of()).isEqualTo("y");
        assertThat(config.shrinkage()).isEqualTo(1.5);
    }

    @Test
    void describesEverySetting() {
        assertThat(Settings.describe(Config.class, Settings.defaults(Config.class)))
                .containsExactly(
                        Map.entry("name_of", "x"),
                        Map.entry("neighbours", 50),
                        Map.entry("normalise", true),
                        Map.entry("shrinkage", 1.5),
                        Map.entry("similarity", "cosine"));
    }

    @Test
    void anUnknownSettingNamesThoseThereAre() {
        assertThatThrownBy(() -> overlay("neighbors", "5")).isInstanceOfSatisfying(SettingException.class, e -> {
            assertThat(e.setting()).isEqualTo("neighbors");
            assertThat(e.hint()).contains("neighbours", "shrinkage");
        });
    }

    @Test
    void aValueOfTheWrongTypeSaysWhatWasExpected() {
        assertThatThrownBy(() -> overlay("neighbours", "many")).hasMessageContaining("'many' is not a whole number");
        assertThatThrownBy(() -> overlay("neighbours", "2.5")).hasMessageContaining("'2.5' is not a whole number");
        assertThatThrownBy(() -> overlay("shrinkage", "")).hasMessageContaining("is not a number");
        assertThatThrownBy(() -> overlay("normalise", "yep")).hasMessageContaining("'yep' is not true or false");
        assertThatThrownBy(() -> overlay("similarity", "euclid")).hasMessageContaining("one of cosine, jaccard");
    }

    @Test
    void rangesNameTheirBounds() {
        assertThat(Settings.inRange("k", 3, 1, 5)).isEqualTo(3);
        assertThatThrownBy(() -> Settings.inRange("k", 6, 1, 5))
                .hasMessage("setting k: 6 is out of range, expected 1 to 5");
        assertThatThrownBy(() -> Settings.inRange("a", Double.NaN, 0, 1)).isInstanceOf(SettingException.class);
    }

    @Test
    void listsMayBeSeparatedByCommas() {
        assertThat(Settings.list(" 30, 90", "", "365,")).containsExactly("30", "90", "365");
        assertThat(Settings.wholeNumbers("windows", new String[] {"30, 90"}, 1, 365))
                .containsExactly(30, 90);
        assertThatThrownBy(() -> Settings.wholeNumbers("windows", new String[] {"30; 90"}, 1, 365))
                .hasMessage("setting windows: '30; 90' is not a whole number");
        assertThatThrownBy(() -> Settings.wholeNumbers("windows", new String[] {"0"}, 1, 365))
                .hasMessage("setting windows: 0 is out of range, expected 1 to 365");
    }

    @Test
    void zonesGoByName() {
        assertThat(Settings.zone("zone", " Europe/Berlin ")).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThatThrownBy(() -> Settings.zone("zone", "Mars/Base"))
                .hasMessage("setting zone: 'Mars/Base' is not a time zone");
    }

    private static Config overlay(String name, String value) {
        return Settings.overlay(Config.class, Settings.defaults(Config.class), Map.of(name, value));
    }

    @Test
    void choosesAConstantByItsNameInAnyCase() {
        assertThat(Settings.choice(Similarity.class, "like", " jaccard ")).isEqualTo(Similarity.JACCARD);
        assertThat(Settings.choice(Similarity.class, "like", "COSINE")).isEqualTo(Similarity.COSINE);
        assertThatThrownBy(() -> Settings.choice(Similarity.class, "like", "pearson"))
                .isInstanceOf(SettingException.class)
                .hasMessage("setting like: 'pearson' is not one of cosine, jaccard");
    }
}
