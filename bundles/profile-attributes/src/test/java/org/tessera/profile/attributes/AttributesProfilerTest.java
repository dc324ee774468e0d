// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.attributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.api.profile.Attribute;
import org.tessera.api.profile.Trait;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.TraitRecorder;

class AttributesProfilerTest {
    private static final List<Attribute> ATTRIBUTES = List.of(
            new Attribute("age", true, 61),
            new Attribute("Gender", false, 2),
            new Attribute("zip", true, 795),
            new Attribute("joined", false, 900),
            new Attribute("password", false, 943));

    @Test
    void numbersAreNumbersAndTheRestCategories() {
        assertThat(profiler(Map.of()).traits(ATTRIBUTES))
                .extracting(Trait::name, Trait::label, Trait::type, Trait::clustering)
                .contains(
                        tuple("age", "Age", Trait.Type.NUMBER, false),
                        tuple("gender", "Gender", Trait.Type.CATEGORY, false),
                        tuple("zip", "Zip", Trait.Type.NUMBER, false));
    }

    @Test
    void settingsSayOtherwise() {
        AttributesProfiler profiler = profiler(Map.of(
                "ignore", new String[] {"password"},
                "categories", new String[] {"zip"},
                "times", new String[] {"joined"},
                "clustering", new String[] {"age, Gender"},
                "prefix", "customer_"));
        assertThat(profiler.traits(ATTRIBUTES))
                .extracting(Trait::name, Trait::type, Trait::clustering)
                .containsExactly(
                        tuple("customer_age", Trait.Type.NUMBER, true),
                        tuple("customer_gender", Trait.Type.CATEGORY, true),
                        tuple("customer_zip", Trait.Type.CATEGORY, false),
                        tuple("customer_joined", Trait.Type.TIME, false));
        assertThat(read(
                        profiler,
                        Map.of("age", " 24 ", "zip", "85711", "joined", "2011-12-09T12:50:00Z", "password", "x")))
                .isEqualTo(Map.of(
                        "customer_age",
                        24.0,
                        "customer_zip",
                        "85711",
                        "customer_joined",
                        Instant.parse("2011-12-09T12:50:00Z").toEpochMilli()));
    }

    @Test
    void whatIsNoNumberIsMissingAmongNumbers() {
        assertThat(read(profiler(Map.of()), Map.of("age", "unknown", "Gender", " ")))
                .isEmpty();
    }

    @Test
    void attributesThatDifferInCaseShareATrait() {
        List<Attribute> twice = List.of(new Attribute("Age", true, 50), new Attribute("age", true, 50));
        assertThat(profiler(Map.of()).traits(twice)).hasSize(1);
        Map<String, String> both = new LinkedHashMap<>();
        both.put("Age", "30");
        both.put("age", "31");
        assertThat(read(profiler(Map.of()), both)).isEqualTo(Map.of("age", 30.0));
    }

    @ParameterizedTest
    @CsvSource({
        "Household size, household_size",
        "e-mail?, e_mail",
        "2nd name, attribute_2nd_name",
        "年龄, attribute_c0f90",
        "_, attribute_5f"
    })
    void namesFollowTheRules(String attribute, String trait) {
        assertThat(new TraitNames("").of(attribute)).isEqualTo(trait).matches("[a-z][a-z0-9_]*");
    }

    @Test
    void aPrefixThatCannotBeginANameIsRefused() {
        assertThatThrownBy(() -> profiler(Map.of("prefix", "Customer.")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("setting prefix");
    }

    private static Map<String, Object> read(AttributesProfiler profiler, Map<String, String> attributes) {
        TraitRecorder recorder = new TraitRecorder(profiler.traits(ATTRIBUTES));
        profiler.read(profiler.empty(), attributes, 0, recorder);
        return recorder.values();
    }

    private static AttributesProfiler profiler(Map<String, Object> settings) {
        AttributesProfiler.Config defaults = Settings.defaults(AttributesProfiler.Config.class);
        return new AttributesProfiler((AttributesProfiler.Config) Proxy.newProxyInstance(
                AttributesProfiler.Config.class.getClassLoader(),
                new Class<?>[] {AttributesProfiler.Config.class},
                (proxy, method, arguments) -> settings.containsKey(method.getName())
                        ? settings.get(method.getName())
                        : method.invoke(defaults)));
    }
}
