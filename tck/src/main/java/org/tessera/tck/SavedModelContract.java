// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.strategy.Model;

/**
 * What every model owes the engine that keeps it: read back it answers the same, and what is damaged, cut off, of another
 * version or something else altogether is refused and never misread.
 *
 * @param <T> what its strategy is trained on
 * @param <M> the model
 */
public abstract class SavedModelContract<T, M extends Model> extends TrainingContract<T, M> {
    private static final int MODEL_SIZE = 300;
    private static final long MOST_MEMORY = 64L << 20;

    /** Only subclasses of this package, one for each task, extend this. */
    SavedModelContract() {}

    /**
     * Models that other versions of the strategy have written, such as resources of the test. Each must be read and
     * answer, or be refused with an {@link IOException}.
     */
    protected List<byte[]> modelsOfOtherVersions() {
        return List.of();
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        try (M model = train(sample(), 1)) {
            byte[] bytes = flushed(model);
            assertThat(flushed(model)).as("written again").isEqualTo(bytes);
            try (M back = strategy().read(Streams.of(bytes))) {
                assertThat(back.settings()).isEqualTo(model.settings());
                assertSameAnswers(back, model);
                assertThat(flushed(back)).as("written from what was read").isEqualTo(bytes);
            }
        }
    }

    @Test
    void readingLeavesTheStreamOpenBehindTheModel() throws IOException {
        byte[] written = bytes(train(sample(), 5));
        InputStream in = Streams.of(Arrays.copyOf(written, written.length + 3));
        strategy().read(in).close();
        assertThat(in.readAllBytes()).as("what follows the model").hasSize(3);
    }

    @Test
    void readsFromAStreamThatGivesAByteAtATime() throws IOException {
        try (M model = train(sample(), 1);
                M back = strategy().read(Streams.slow(bytes(model)))) {
            assertSameAnswers(back, model);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void noticesDamagedModels(long seed) throws IOException {
        byte[] bytes = bytes(train(sample(), 1));
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            assertThatThrownBy(() -> strategy().read(Streams.of(cut)))
                    .as("seed %d, cut at %d of %d", seed, cut.length, bytes.length)
                    .isInstanceOf(IOException.class);
            byte[] changed = bytes.clone();
            int at = random.nextInt(bytes.length);
            changed[at] ^= (byte) (1 + random.nextInt(255));
            assertThatThrownBy(() -> strategy().read(Streams.of(changed)))
                    .as("seed %d, byte %d of %d changed", seed, at, bytes.length)
                    .isInstanceOf(IOException.class);
        }
    }

    /** The first bytes say what it is and of which version: each bit of them counts. */
    @Test
    void noticesAnotherHeader() throws IOException {
        byte[] bytes = bytes(train(sample(), 1));
        for (int at = 0; at < Math.min(32, bytes.length); at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = bytes.clone();
                changed[at] ^= (byte) (1 << bit);
                assertThatThrownBy(() -> strategy().read(Streams.of(changed)))
                        .as("bit %d of byte %d changed", bit, at)
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void refusesToReadAnythingElse() throws IOException {
        List<byte[]> garbage = new ArrayList<>(List.of(
                new byte[0],
                new byte[1],
                new byte[1000],
                "no model at all".getBytes(StandardCharsets.UTF_8),
                new byte[] {(byte) 0xAC, (byte) 0xED, 0, 5, 't', 0, 1, 'x'},
                new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0}));
        // Lengths that are not there must not be believed: they would be memory.
        for (byte filler : new byte[] {0x05, 0x7F, (byte) 0xFF}) {
            byte[] filled = new byte[4096];
            Arrays.fill(filled, filler);
            garbage.add(filled);
            byte[] model = bytes(train(sample(), 1));
            for (int from = 4; from < Math.min(model.length, 200); from += 4) {
                byte[] headed = Arrays.copyOf(model, model.length + 64);
                Arrays.fill(headed, from, headed.length, filler);
                garbage.add(headed);
            }
        }
        for (byte[] bytes : garbage) {
            String what = bytes.length + " bytes that begin with " + Arrays.toString(Arrays.copyOf(bytes, 16));
            long before = Memory.allocated();
            assertThatThrownBy(() -> strategy().read(Streams.of(bytes)))
                    .as(what)
                    .isInstanceOf(IOException.class);
            assertThat(Memory.allocated() - before)
                    .as("memory taken to refuse %s", what)
                    .isLessThan(MOST_MEMORY);
        }
    }

    @Test
    void readsOrRefusesModelsOfOtherVersions() throws IOException {
        for (byte[] bytes : modelsOfOtherVersions()) {
            M model;
            try {
                model = strategy().read(Streams.of(bytes));
            } catch (IOException refused) {
                assertThat(refused).message().isNotBlank();
                continue;
            }
            try (model) {
                assertThat(model.settings())
                        .containsOnlyKeys(strategy().settings().keySet());
                assertSameAnswers(model, model);
            }
        }
    }

    @Test
    void passesOnThatAStreamFails() throws IOException {
        try (M model = train(sample(MODEL_SIZE), 1)) {
            int size = bytes(model).length;
            for (int room : new int[] {0, 1, size / 2, size - 1}) {
                assertThatThrownBy(() -> model.write(Streams.full(room)))
                        .as("with room for %d of %d bytes", room, size)
                        .isInstanceOf(IOException.class)
                        .hasMessage("disk full");
            }
        }
    }

    private byte[] flushed(M model) throws IOException {
        boolean[] flushed = {false};
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OutputStream out = new OutputStream() {
            @Override
            public void write(int b) {
                flushed[0] = false;
                bytes.write(b);
            }

            @Override
            public void flush() {
                flushed[0] = true;
            }

            @Override
            public void close() {
                throw new AssertionError("the stream is not the writer's to close");
            }
        };
        model.write(out);
        assertThat(flushed[0]).as("flushed at the end").isTrue();
        return bytes.toByteArray();
    }
}
