// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Segmentation;
import org.tessera.api.strategy.Provenance;
import org.tessera.engine.model.ModelStore;
import org.tessera.engine.model.StoredModel;

/** Keeps described segments on disk beside the model they come from. Immutable and safe for many threads. */
final class SegmentArchive {
    private static final String SEGMENTS = "segments.json";
    private static final String TRAITS = "traits.json";
    private static final String CUSTOMERS = "customers.bin";

    private final ModelStore store;
    private final Gson gson = new GsonBuilder().create();

    SegmentArchive(ModelStore store) {
        this.store = store;
    }

    /**
     * @param segmentation still without the id of its model
     * @param customers dense index of the customer of each row
     */
    StoredModel save(
            ClusterModel model, Provenance provenance, Segmentation segmentation, List<String> traits, int[] customers)
            throws IOException {
        return store.save(
                model,
                provenance,
                Map.of(SEGMENTS, json(segmentation), TRAITS, json(traits), CUSTOMERS, FormedSegments.bytes(customers)));
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
        StoredModel stored = store.find(id).orElseThrow(() -> new IOException("model " + id + " is no longer kept"));
        try {
            Segmentation segmentation = parse(stored, SEGMENTS, Segmentation.class);
            String[] traits = parse(stored, TRAITS, String[].class);
            int[] customers = FormedSegments.ints(bytes(stored, CUSTOMERS));
            int[] labels = model.labels();
            if (customers.length != labels.length) {
                throw new IOException(stored.folder().resolve(CUSTOMERS) + " names " + customers.length
                        + " customers, expected the model's " + labels.length);
            }
            return FormedSegments.of(withModel(segmentation, id), Arrays.asList(traits), customers, labels);
        } catch (JsonParseException e) {
            throw new IOException("the segments in " + stored.folder() + " are damaged: " + e.getMessage(), e);
        }
    }

    /** Segments with the id their model was given when it was saved. */
    static Segmentation withModel(Segmentation segmentation, String id) {
        return new Segmentation(
                segmentation.strategy(),
                id,
                segmentation.segments(),
                segmentation.preparation(),
                segmentation.quality());
    }

    private <V> V parse(StoredModel stored, String name, Class<V> type) throws IOException {
        V value = gson.fromJson(new String(bytes(stored, name), StandardCharsets.UTF_8), type);
        if (value == null) {
            throw new IOException(stored.folder().resolve(name) + " is empty");
        }
        return value;
    }

    private byte[] bytes(StoredModel stored, String name) throws IOException {
        return store.attachment(stored, name)
                .orElseThrow(() -> new IOException(stored.folder().resolve(name) + " is missing"));
    }
}
