// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tessera.api.profile.Trait;
import org.tessera.api.profile.TraitSink;

/** Keeps what a profiler puts, and fails a test when it is not declared, of another type, put twice or no value. */
public final class TraitRecorder implements TraitSink {
    private final Map<String, Trait> declared;
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** @param declared the traits that may be put */
    public TraitRecorder(Collection<Trait> declared) {
        this.declared = declared.stream().collect(Collectors.toMap(Trait::name, Function.identity()));
    }

    /** What was put, by name of the trait. */
    public Map<String, Object> values() {
        return values;
    }

    /** The numbers among it. */
    public Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (value instanceof Double number) {
                numbers.put(name, number);
            }
        });
        return numbers;
    }

    @Override
    public void number(String trait, double value) {
        assertThat(value).as("number %s", trait).isFinite();
        put(trait, Trait.Type.NUMBER, value);
    }

    @Override
    public void category(String trait, String value) {
        assertThat(value).as("category %s", trait).isNotBlank();
        put(trait, Trait.Type.CATEGORY, value);
    }

    @Override
    public void time(String trait, long value) {
        put(trait, Trait.Type.TIME, value);
    }

    @Override
    public void shares(String trait, Map<String, Double> value) {
        assertThat(value).as("shares %s", trait).isNotEmpty();
        assertThat(List.copyOf(value.values()))
                .as("shares %s", trait)
                .allSatisfy(share -> assertThat(share).isGreaterThan(0).isLessThanOrEqualTo(1))
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(value.values().stream().mapToDouble(Double::doubleValue).sum())
                .as("sum of shares %s", trait)
                .isLessThanOrEqualTo(1 + 1e-9);
        put(trait, Trait.Type.SHARES, new LinkedHashMap<>(value));
    }

    @Override
    public void text(String trait, String value) {
        Trait.Type type = declaration(trait).type();
        switch (type) {
            case NUMBER -> number(value).ifPresent(number -> put(trait, type, number));
            case CATEGORY -> category(trait, value);
            case TIME -> time(value).ifPresent(time -> put(trait, type, time));
            case SHARES -> throw new AssertionError("shares " + trait + " put as text: " + value);
        }
    }

    private static Optional<Double> number(String value) {
        try {
            double number = Double.parseDouble(value.strip());
            return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException notOne) {
            return Optional.empty();
        }
    }

    private static Optional<Long> time(String value) {
        try {
            return Optional.of(Instant.parse(value).toEpochMilli());
        } catch (DateTimeParseException notOne) {
            return Optional.empty();
        }
    }

    private Trait declaration(String trait) {
        Trait declaration = declared.get(trait);
        if (declaration == null) {
            throw new AssertionError("the trait " + trait + " is put but not declared; declared: " + declared.keySet());
        }
        return declaration;
    }

    private void put(String trait, Trait.Type type, Object value) {
        assertThat(declaration(trait).type())
                .as("type of %s, put as %s", trait, value)
                .isEqualTo(type);
        assertThat(values).as("traits put before").doesNotContainKey(trait);
        values.put(trait, value);
    }
}
