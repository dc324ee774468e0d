// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.segment.Choice;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Movement;
import org.tessera.api.segment.Segment;
import org.tessera.api.segment.SegmentRun;
import org.tessera.api.segment.Segmentation;
import org.tessera.api.strategy.Provenance;
import org.tessera.engine.model.JsonTexts;
import org.tessera.engine.model.ModelStore;
import org.tessera.engine.model.StoredModel;

/**
 * Keeps described segments on disk beside the model they come from, with what is needed later to say how customers have
 * moved. Immutable and safe for many threads.
 */
final class SegmentArchive {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentArchive.class);
    private static final String SEGMENTS = "segments.json";
    private static final String TRAITS = "traits.json";
    private static final String CUSTOMERS = "customers.bin";
    private static final String FORMING = "forming.json";
    private static final String HISTOGRAMS = "histograms.json";
    private static final String MOVEMENT = "movement.json";
    private static final String HISTORY = "history.json";

    private final ModelStore store;
    private final Gson gson = new GsonBuilder()
            .serializeSpecialFloatingPointValues()
            .registerTypeAdapter(Instant.class, JsonTexts.INSTANT)
            .create();

    SegmentArchive(ModelStore store) {
        this.store = store;
    }

    /**
     * What goes with the segments.
     *
     * @param customers dense index of the customer of each row
     * @param histograms of the columns they were formed of
     * @param movement from those before, where there were any
     * @param runs before this one and this one, the oldest first
     */
    record Extras(
            int[] customers, List<TraitHistogram> histograms, Optional<Movement> movement, List<SegmentRun> runs) {}

    /** @param formed still without the id of its model, as are the ends of the extras' movement and runs */
    StoredModel save(ClusterModel model, Provenance provenance, FormedSegments formed, Extras extras)
            throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(SEGMENTS, json(formed.segmentation()));
        files.put(TRAITS, json(formed.traits()));
        files.put(CUSTOMERS, FormedSegments.bytes(extras.customers()));
        files.put(FORMING, json(formed.forming()));
        files.put(HISTOGRAMS, json(extras.histograms()));
        extras.movement().ifPresent(movement -> files.put(MOVEMENT, json(movement)));
        files.put(HISTORY, json(extras.runs()));
        return store.save(model, provenance, files);
    }

    private byte[] json(Object value) {
        return gson.toJson(value).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The segments of a model.
     *
     * @throws IOException if something of them is missing or damaged
     */
    FormedSegments read(String id, ClusterModel model) throws IOException {
        StoredModel stored = stored(id);
        Segmentation segmentation = segmentation(stored);
        String[] traits = parse(stored, TRAITS, String[].class)
                .orElseThrow(() -> new IOException(stored.folder().resolve(TRAITS) + " is missing"));
        // Models of earlier versions do not say; then customers may have changed since.
        Instant trained = stored.provenance().trained();
        Forming forming =
                parse(stored, FORMING, Forming.class).orElseGet(() -> new Forming(trained, false, -1, -1, -1));
        int[] customers = customers(id);
        int[] labels = model.labels();
        if (customers.length != labels.length) {
            throw new IOException(stored.folder().resolve(CUSTOMERS) + " names " + customers.length
                    + " customers, expected the model's " + labels.length);
        }
        return FormedSegments.of(segmentation, forming, Arrays.asList(traits), customers, labels)
                .withModel(id);
    }

    /** Dense index of the customer of each row a model was trained on. */
    int[] customers(String id) throws IOException {
        StoredModel stored = stored(id);
        return FormedSegments.ints(store.attachment(stored, CUSTOMERS)
                .orElseThrow(() -> new IOException(stored.folder().resolve(CUSTOMERS) + " is missing")));
    }

    /** Segments, those of earlier versions with what they lack. */
    private Segmentation segmentation(StoredModel stored) throws IOException {
        String text = text(stored, SEGMENTS)
                .orElseThrow(() -> new IOException(stored.folder().resolve(SEGMENTS) + " is missing"));
        try {
            JsonObject document = JsonParser.parseString(text).getAsJsonObject();
            fill(document, "choice", Choice.NONE);
            for (JsonElement segment : document.getAsJsonArray("segments")) {
                fill(segment.getAsJsonObject(), "expression", "");
                fill(segment.getAsJsonObject(), "card", Segment.Card.NONE);
            }
            return gson.fromJson(document, Segmentation.class);
        } catch (JsonParseException | IllegalStateException e) {
            throw new IOException("the segments in " + stored.folder() + " are damaged: " + e.getMessage(), e);
        }
    }

    private void fill(JsonObject object, String name, Object standard) {
        if (!object.has(name)) {
            object.add(name, gson.toJsonTree(standard));
        }
    }

    /** How customers moved to the segments of a model. */
    Optional<Movement> movement(String id) throws IOException {
        return parse(stored(id), MOVEMENT, Movement.class)
                .map(m -> new Movement(
                        m.from(),
                        id,
                        m.fromTime(),
                        m.toTime(),
                        m.customers(),
                        m.agreement(),
                        m.flows(),
                        m.segments(),
                        m.drift()));
    }

    /** How the columns were spread that the segments of a model were formed of. */
    List<TraitHistogram> histograms(String id) throws IOException {
        return parse(stored(id), HISTOGRAMS, TraitHistogram[].class)
                .map(Arrays::asList)
                .orElse(List.of());
    }

    /** The runs up to the newest one that is kept and can be read, the oldest first. */
    List<SegmentRun> history() throws IOException {
        for (StoredModel stored : store.list()) {
            Optional<SegmentRun[]> runs = runs(stored);
            if (runs.isPresent() && runs.get().length > 0) {
                SegmentRun[] known = runs.get();
                SegmentRun last = known[known.length - 1];
                known[known.length - 1] =
                        new SegmentRun(stored.id(), last.strategy(), last.time(), last.customers(), last.segments());
                return Arrays.asList(known);
            }
        }
        return List.of();
    }

    private Optional<SegmentRun[]> runs(StoredModel stored) {
        try {
            return parse(stored, HISTORY, SegmentRun[].class);
        } catch (IOException e) {
            LOG.warn("the runs up to model {} are passed over: {}", stored.id(), e.toString());
            return Optional.empty();
        }
    }

    private StoredModel stored(String id) throws IOException {
        return store.find(id).orElseThrow(() -> new IOException("model " + id + " is no longer kept"));
    }

    private <V> Optional<V> parse(StoredModel stored, String name, Class<V> type) throws IOException {
        Optional<V> value;
        try {
            value = text(stored, name).map(text -> gson.fromJson(text, type));
        } catch (JsonParseException e) {
            throw new IOException(stored.folder().resolve(name) + " is damaged: " + e.getMessage(), e);
        }
        if (value.isPresent()
                && value.get() instanceof Object[] entries
                && Arrays.asList(entries).contains(null)) {
            throw new IOException(stored.folder().resolve(name) + " is damaged: it has an empty entry");
        }
        return value;
    }

    private Optional<String> text(StoredModel stored, String name) throws IOException {
        return store.attachment(stored, name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}
