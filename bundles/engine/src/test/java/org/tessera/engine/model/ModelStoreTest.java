// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.strategy.Model;
import org.tessera.api.strategy.Provenance;

class ModelStoreTest {
    @TempDir
    Path folder;

    @Test
    void whatIsSavedIsFoundByAnotherStore() throws IOException {
        StoredModel saved =
                new ModelStore(folder).save(new Text("hello"), about("knn", 1), Map.of("x", new byte[] {7}));
        ModelStore other = new ModelStore(folder);
        assertThat(other.list()).singleElement().satisfies(found -> {
            assertThat(found).isEqualTo(saved);
            assertThat(found.id()).isEqualTo("knn-1");
            assertThat(found.provenance().duration()).isEqualTo(Duration.ofMillis(1500));
            assertThat(found.provenance().quality()).containsEntry("ndcg", 0.25);
        });
        String read = other.load(saved, in -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
        assertThat(read).isEqualTo("hello");
        assertThat(other.attachment(saved, "x")).contains(new byte[] {7});
        assertThat(other.attachment(saved, "y")).isEmpty();
    }

    @Test
    void idsGoOnAfterAModelIsDeleted() throws IOException {
        ModelStore store = new ModelStore(folder);
        StoredModel first = store.save(new Text("1"), about("knn", 1), Map.of());
        store.save(new Text("2"), about("knn", 2), Map.of());
        store.delete(first);
        assertThat(store.save(new Text("3"), about("knn", 3), Map.of()).id()).isEqualTo("knn-3");
        assertThat(store.list()).extracting(StoredModel::id).containsExactly("knn-3", "knn-2");
    }

    @Test
    void aDamagedModelIsNotRead() throws IOException {
        ModelStore store = new ModelStore(folder);
        StoredModel saved = store.save(new Text("hello"), about("knn", 1), Map.of());
        Files.writeString(saved.folder().resolve("model.bin"), "hellO");
        assertThatThrownBy(() -> store.load(saved, in -> in))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("knn-1 is damaged");
    }

    @Test
    void aSaveThatFailsLeavesNothing() throws IOException {
        ModelStore store = new ModelStore(folder);
        Model broken = new Model() {
            @Override
            public Map<String, Object> settings() {
                return Map.of();
            }

            @Override
            public void write(OutputStream out) throws IOException {
                out.write(1);
                throw new IOException("disk full");
            }
        };
        assertThatThrownBy(() -> store.save(broken, about("knn", 1), Map.of())).hasMessage("disk full");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatAnInterruptedSaveLeftIsRemoved() throws IOException {
        Files.createDirectories(folder.resolve(".new-123").resolve("deep"));
        assertThat(new ModelStore(folder).list()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aDescriptionThatCannotBeReadHidesThatModelOnly() throws IOException {
        ModelStore store = new ModelStore(folder);
        StoredModel first = store.save(new Text("1"), about("knn", 1), Map.of());
        store.save(new Text("2"), about("knn", 2), Map.of());
        Files.writeString(first.folder().resolve("model.json"), "{\"bytes\":");
        assertThat(store.list()).extracting(StoredModel::id).containsExactly("knn-2");
    }

    @Test
    void pointersSurvive() throws IOException {
        ModelStore.Pointers pointers =
                new ModelStore.Pointers("knn", Map.of("knn", "knn-2"), List.of("knn-1", "knn-2"));
        new ModelStore(folder).point(pointers);
        assertThat(new ModelStore(folder).pointers()).isEqualTo(pointers);
        Files.writeString(folder.resolve("slot.json"), "{");
        assertThat(new ModelStore(folder).pointers()).isEqualTo(ModelStore.Pointers.NONE);
    }

    private static Provenance about(String strategy, int second) {
        return new Provenance(
                "recommend",
                strategy,
                "1.0.0",
                Map.of("k", 5L),
                7,
                Instant.ofEpochSecond(second),
                Duration.ofMillis(1500),
                Instant.EPOCH,
                Instant.EPOCH,
                Map.of("pairs", 3L),
                Map.of("ndcg", 0.25));
    }

    private record Text(String text) implements Model {
        @Override
        public Map<String, Object> settings() {
            return Map.of();
        }

        @Override
        public void write(OutputStream out) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
