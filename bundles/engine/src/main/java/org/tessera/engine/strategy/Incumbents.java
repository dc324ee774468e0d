// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.strategy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tessera.api.TesseraException;
import org.tessera.engine.model.ModelStore;
import org.tessera.engine.model.ModelStore.Pointers;
import org.tessera.engine.model.StoredModel;

/**
 * Which strategy of a task is preferred and which models answer, as it is noted on disk; where that fails nothing
 * changes. Reading is safe for many threads, changes are for one at a time.
 */
final class Incumbents {
    private static final int KEPT_IN_ORDER = 50;

    private final ModelStore store;
    private volatile Pointers pointers;

    Incumbents(ModelStore store) throws IOException {
        this.store = store;
        this.pointers = store.pointers();
    }

    /** As they are; replaced whole when they change. */
    Pointers now() {
        return pointers;
    }

    /** Id of the model that answers for a strategy; empty where none was chosen. */
    String of(String strategy) {
        return pointers.serving().getOrDefault(strategy, "");
    }

    /** @param prefer whether its strategy becomes the preferred one */
    void appoint(StoredModel stored, boolean prefer) throws IOException {
        String strategy = stored.provenance().strategy();
        List<String> served = new ArrayList<>(pointers.served());
        if (prefer) {
            served.add(stored.id());
        }
        note(new Pointers(prefer ? strategy : pointers.preferred(), with(strategy, stored.id()), served));
    }

    void prefer(String strategy) throws IOException {
        List<String> served = new ArrayList<>(pointers.served());
        String model = of(strategy);
        if (!model.isEmpty()
                && (served.isEmpty() || !served.get(served.size() - 1).equals(model))) {
            served.add(model);
        }
        note(new Pointers(strategy, pointers.serving(), served));
    }

    /**
     * Id of the model that served before the present one.
     *
     * @param task for which, as the error names it
     */
    String before(String task) {
        List<String> served = pointers.served();
        if (served.size() < 2) {
            throw new TesseraException(
                    "no model of " + task + " has served before the present one", "models lists those there are");
        }
        return served.get(served.size() - 2);
    }

    /** Appoints the model that served before and forgets the present one. */
    void back(StoredModel before) throws IOException {
        String strategy = before.provenance().strategy();
        List<String> served = pointers.served();
        note(new Pointers(strategy, with(strategy, before.id()), served.subList(0, served.size() - 1)));
    }

    private Map<String, String> with(String strategy, String model) {
        Map<String, String> serving = new LinkedHashMap<>(pointers.serving());
        serving.put(strategy, model);
        return serving;
    }

    private void note(Pointers fresh) throws IOException {
        Pointers kept = fresh.latest(KEPT_IN_ORDER);
        store.point(kept);
        pointers = kept;
    }
}
