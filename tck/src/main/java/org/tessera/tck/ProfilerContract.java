// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.profile.Attribute;
import org.tessera.api.profile.Population;
import org.tessera.api.profile.Profiler;
import org.tessera.api.profile.Trait;

/**
 * What every profiler owes the engine. Extend it beside a profiler, and all of it runs.
 *
 * @param <S> the profiler's state
 */
public abstract class ProfilerContract<S> extends ServiceContract {
    private static final int ITEMS = 90;
    private static final int EVENTS = 120;
    private static final ItemCatalog CATALOG = new SampleCatalog(ITEMS);
    private static final long AFTER = 2_000_000_000_000L;

    private static final Population NOBODY = population(Double.NaN);
    private static final Population MIDDLE = population(0.5);

    /** A profiler as it is used, ready; a new one every time. */
    protected abstract Profiler<S> profiler();

    /** The attributes customers have. */
    protected List<Attribute> attributes() {
        return List.of(
                new Attribute("age", true, 60),
                new Attribute("gender", false, 2),
                new Attribute("Joined by", false, 4));
    }

    /** The attributes of a customer. */
    protected Map<String, String> attributesOf(int customer) {
        return customer % 3 == 0 ? Map.of() : Map.of("age", Integer.toString(18 + customer), "gender", "F");
    }

    /** How large a state of {@value #EVENTS} events may be, in bytes. */
    protected int stateLimit() {
        return 1024;
    }

    @Test
    void declaresItsTraits() {
        List<Trait> traits = profiler().traits(attributes());
        assertThat(traits).isNotEmpty().isEqualTo(profiler().traits(attributes()));
        assertThat(traits).extracting(Trait::name).doesNotHaveDuplicates();
        assertThat(traits).allSatisfy(trait -> {
            assertThat(trait.name()).matches("[a-z][a-z0-9_]*");
            assertThat(trait.label()).as("label of %s", trait.name()).isNotBlank();
            assertThat(trait.group()).as("group of %s", trait.name()).isNotBlank();
            assertThat(trait.meaning()).as("meaning of %s", trait.name()).isNotBlank();
        });
        assertThat(profiler().formatVersion()).isNotBlank().isEqualTo(profiler().formatVersion());
    }

    @Test
    void aCustomerWithoutEventsHasAState() {
        Profiler<S> profiler = profiler();
        S empty = profiler.empty();
        Map<String, Object> traits = traits(profiler, empty, 1);
        assertThat(bytes(profiler, restored(profiler, empty))).isEqualTo(bytes(profiler, empty));
        assertThat(traits(profiler, restored(profiler, empty), 1)).isEqualTo(traits);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void foldingInPiecesIsFoldingAtOnce(long seed) {
        Profiler<S> profiler = profiler();
        List<Event> events = SampleEvents.of(seed, 1, EVENTS, ITEMS);
        byte[] once = bytes(profiler, folded(profiler, events));

        SplittableRandom random = new SplittableRandom(seed);
        S state = profiler.empty();
        for (Event event : events) {
            profiler.fold(state, event, CATALOG);
            if (random.nextInt(3) == 0) {
                state = restored(profiler, state);
            }
        }
        assertThat(bytes(profiler, state)).as("seed %d", seed).isEqualTo(once);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void mergingIsFoldingOn(long seed) {
        Profiler<S> profiler = profiler();
        List<Event> events = SampleEvents.of(seed, 1, EVENTS, ITEMS);
        Map<String, Object> once = traits(profiler, folded(profiler, events), 1);
        for (int cut = 0; cut <= events.size(); cut += 7) {
            S state = folded(profiler, events.subList(0, cut));
            S later = restored(profiler, folded(profiler, events.subList(cut, events.size())));
            profiler.merge(state, later);
            assertThat(traits(profiler, state, 1))
                    .as("seed %d, cut at %d of %d", seed, cut, events.size())
                    .usingRecursiveComparison(nearly())
                    .isEqualTo(once);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void mergingManyPiecesIsFoldingOn(long seed) {
        Profiler<S> profiler = profiler();
        List<Event> events = SampleEvents.of(seed, 1, EVENTS, ITEMS);
        S state = profiler.empty();
        for (int from = 0; from < events.size(); from += 9) {
            profiler.merge(state, folded(profiler, events.subList(from, Math.min(events.size(), from + 9))));
            state = restored(profiler, state);
        }
        assertThat(traits(profiler, state, 1))
                .as("seed %d", seed)
                .usingRecursiveComparison(nearly())
                .isEqualTo(traits(profiler, folded(profiler, events), 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsWrittenIsReadBack(long seed) {
        Profiler<S> profiler = profiler();
        for (int count = 1; count <= EVENTS; count += 17) {
            S state = folded(profiler, SampleEvents.of(seed, 1, count, ITEMS));
            S back = restored(profiler, state);
            assertThat(bytes(profiler, back)).isEqualTo(bytes(profiler, state));
            assertThat(traits(profiler, back, 1)).as("seed %d", seed).isEqualTo(traits(profiler, state, 1));
        }
    }

    @Test
    void readingChangesNothing() {
        Profiler<S> profiler = profiler();
        S state = folded(profiler, SampleEvents.of(1, 1, EVENTS, ITEMS));
        byte[] before = bytes(profiler, state);
        Map<String, Object> first = traits(profiler, state, 1);
        TraitRecorder later = new TraitRecorder(profiler.traits(attributes()));
        profiler.read(state, attributesOf(1), AFTER + 400L * 86_400_000, later);
        assertThat(traits(profiler, state, 1)).isEqualTo(first);
        assertThat(bytes(profiler, state)).isEqualTo(before);
    }

    /** What is said to be steady is the same at any moment, and whomever the customer is compared with. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void steadyTraitsStandStill(long seed) {
        Profiler<S> profiler = profiler();
        S state = folded(profiler, SampleEvents.of(seed, 1, EVENTS, ITEMS));
        Map<String, Object> now = steady(profiler, state, 0, MIDDLE);
        for (long days : new long[] {1, 45, 400, 3000}) {
            assertThat(steady(profiler, state, days, NOBODY))
                    .as("seed %d, %d days on", seed, days)
                    .isEqualTo(now);
        }
    }

    private Map<String, Object> steady(Profiler<S> profiler, S state, long days, Population population) {
        TraitRecorder recorder = new TraitRecorder(profiler.traits(attributes()));
        profiler.read(state, attributesOf(1), AFTER + days * 86_400_000, recorder);
        profiler.compare(recorder.numbers(), population, recorder);
        Map<String, Object> steady = new HashMap<>(recorder.values());
        steady.keySet().removeIf(trait -> !profiler.isSteady(trait));
        return steady;
    }

    /** The recorder checks every value that is put; the moment is that of the newest event, the earliest there can be. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void putsWhatItDeclared(long seed) {
        Profiler<S> profiler = profiler();
        for (int count = 1; count < 30; count++) {
            List<Event> events = SampleEvents.of(seed, count, count, ITEMS);
            S state = folded(profiler, events);
            long newest = events.get(events.size() - 1).time();
            for (Population population : List.of(NOBODY, MIDDLE)) {
                TraitRecorder recorder = new TraitRecorder(profiler.traits(attributes()));
                profiler.read(state, attributesOf(count), newest, recorder);
                profiler.compare(recorder.numbers(), population, recorder);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aTruncatedStateIsAnIoException(long seed) {
        Profiler<S> profiler = profiler();
        byte[] whole = bytes(profiler, folded(profiler, SampleEvents.of(seed, 1, EVENTS, ITEMS)));
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> profiler.read(stream(part)))
                    .as("first %d of %d bytes", length, whole.length)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aDamagedStateIsReadOrIsAnIoException() {
        Profiler<S> profiler = profiler();
        byte[] whole = bytes(profiler, folded(profiler, SampleEvents.of(5, 1, EVENTS, ITEMS)));
        SplittableRandom random = new SplittableRandom(5);
        for (int run = 0; run < 500 && whole.length > 0; run++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            assertThatCode(() -> readOrRefuse(profiler, damaged))
                    .as("run %d", run)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void theSameEventsGiveTheSameBytes() {
        List<Event> events = SampleEvents.of(9, 1, EVENTS, ITEMS);
        Profiler<S> one = profiler();
        Profiler<S> other = profiler();
        assertThat(bytes(other, folded(other, events))).isEqualTo(bytes(one, folded(one, events)));
    }

    @Test
    void customersDoNotMix() {
        Profiler<S> profiler = profiler();
        List<Event> a = SampleEvents.of(3, 1, EVENTS, ITEMS);
        List<Event> b = SampleEvents.of(4, 2, EVENTS, ITEMS);
        S stateA = profiler.empty();
        S stateB = profiler.empty();
        for (int k = 0; k < EVENTS; k++) {
            profiler.fold(stateA, a.get(k), CATALOG);
            profiler.fold(stateB, b.get(k), CATALOG);
        }
        assertThat(bytes(profiler, stateA)).isEqualTo(bytes(profiler, folded(profiler, a)));
        assertThat(bytes(profiler, stateB)).isEqualTo(bytes(profiler, folded(profiler, b)));
    }

    @Test
    void manyCustomersAtATimeAreAsOneAfterTheOther() {
        Profiler<S> profiler = profiler();
        List<byte[]> parallel = IntStream.range(0, 200)
                .parallel()
                .mapToObj(customer -> bytes(profiler, folded(profiler, SampleEvents.of(1, customer, 40, ITEMS))))
                .toList();
        for (int customer = 0; customer < parallel.size(); customer++) {
            assertThat(parallel.get(customer))
                    .as("customer %d", customer)
                    .isEqualTo(bytes(profiler, folded(profiler, SampleEvents.of(1, customer, 40, ITEMS))));
        }
    }

    @Test
    void statesAreSmall() {
        Profiler<S> profiler = profiler();
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(bytes(profiler, folded(profiler, SampleEvents.of(seed, 1, EVENTS, ITEMS))).length)
                    .as("bytes after %d events, seed %d", EVENTS, seed)
                    .isLessThanOrEqualTo(stateLimit());
        }
    }

    /** What is not known, what is taken back, and what was keyed in wrong: portraits must stand it. */
    @Test
    void takesOddEvents() {
        Profiler<S> profiler = profiler();
        List<Event> odd = List.of(
                new Event(1, Event.NONE, Event.PURCHASE, 0, Double.NaN, Double.NaN, Double.NaN, "", ""),
                new Event(1, 3, Event.PURCHASE, 0, -5, -1, -5, "order", "web"),
                new Event(1, ITEMS - 1, "", 1, 0, 0, 0, "order", "Küche 厨房"),
                new Event(1, 4, Event.RATING, 1, -3, 1, Double.NaN, "", ""),
                new Event(1, 16, Event.VIEW, AFTER - 1, 1e12, 1e9, 1e12, "x".repeat(200), "y".repeat(200)),
                new Event(1, Event.NONE, "newsletter", AFTER, Double.NaN, 1, Double.NaN, "", ""));
        S state = folded(profiler, odd);
        assertThat(traits(profiler, restored(profiler, state), 1)).isEqualTo(traits(profiler, state, 1));
        for (Event one : odd) {
            traits(profiler, folded(profiler, List.of(one)), 1);
        }
    }

    @Test
    @Tag(THOROUGH)
    void foldingTakesNoLongerThanItShould() {
        Profiler<S> profiler = profiler();
        assertGrowth(count -> SampleEvents.of(1, 1, count, ITEMS), events -> bytes(profiler, folded(profiler, events)));
    }

    @Override
    public final void exercise(Executor executor) {
        Profiler<S> profiler = profiler();
        List<CompletableFuture<Void>> parts = IntStream.range(0, 20)
                .mapToObj(customer -> CompletableFuture.runAsync(
                        () -> traits(
                                profiler,
                                restored(profiler, folded(profiler, SampleEvents.of(1, customer, EVENTS, ITEMS))),
                                customer),
                        executor))
                .toList();
        S state = folded(profiler, SampleEvents.of(2, 1, EVENTS, ITEMS));
        profiler.merge(state, folded(profiler, SampleEvents.of(3, 1, EVENTS, ITEMS)));
        parts.forEach(CompletableFuture::join);
    }

    @Override
    protected final Profiler<S> service() {
        return profiler();
    }

    private S folded(Profiler<S> profiler, List<Event> events) {
        S state = profiler.empty();
        events.forEach(event -> profiler.fold(state, event, CATALOG));
        return state;
    }

    private Map<String, Object> traits(Profiler<S> profiler, S state, int customer) {
        TraitRecorder recorder = new TraitRecorder(profiler.traits(attributes()));
        profiler.read(state, attributesOf(customer), AFTER, recorder);
        profiler.compare(recorder.numbers(), MIDDLE, recorder);
        return recorder.values();
    }

    private S restored(Profiler<S> profiler, S state) {
        try {
            DataInputStream in = stream(bytes(profiler, state));
            S back = profiler.read(in);
            assertThat(in.available()).as("bytes left unread").isZero();
            return back;
        } catch (IOException e) {
            return fail("a state that was written cannot be read", e);
        }
    }

    private byte[] bytes(Profiler<S> profiler, S state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            profiler.write(state, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void readOrRefuse(Profiler<S> profiler, byte[] damaged) {
        try {
            profiler.read(stream(damaged));
        } catch (IOException refused) {
            assertThat(refused).isNotNull();
        }
    }

    private static DataInputStream stream(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }

    private static RecursiveComparisonConfiguration nearly() {
        return RecursiveComparisonConfiguration.builder()
                .withEqualsForType((a, b) -> Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b)), Double.class)
                .build();
    }

    private static Population population(double rank) {
        return new Population() {
            @Override
            public int size() {
                return Double.isNaN(rank) ? 0 : 100;
            }

            @Override
            public double rank(String trait, double value) {
                return rank;
            }

            @Override
            public double quantile(String trait, double share) {
                return Double.isNaN(rank) ? Double.NaN : 100 * share;
            }
        };
    }
}
