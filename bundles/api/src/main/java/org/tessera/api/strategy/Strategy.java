// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.strategy;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * An algorithm as a service: it trains models and reads them back, and keeps no state of its own. One service serves
 * many threads. Registered with the property {@value #NAME}; its version is that of its bundle.
 *
 * <p>Settings come with the component (its configuration) and are overlaid by those of one call. Names and types are
 * those of the component's property type; an unknown name or a value out of range is a {@link SettingException}.
 *
 * @param <T> what it is trained on
 * @param <M> what training leaves behind
 */
public interface Strategy<T, M extends Model> {
    /** Service property: the name by which people choose it, such as {@code kmeans}. */
    String NAME = "strategy.name";

    /**
     * The settings in force, defaults included, in the order in which a person would want to read them.
     */
    Map<String, Object> settings();

    /**
     * The settings worth searching when the best ones for some data are wanted, each with the values worth trying; empty
     * where there is nothing to search.
     */
    default List<Tunable> tunables() {
        return List.of();
    }

    /**
     * Trains a model.
     *
     * @param input what to learn from; never changed
     * @param overrides settings for this call alone; values may be text
     * @throws SettingException if a setting is unknown or out of range, before any work
     * @throws org.tessera.api.TesseraException if the input cannot be learned from, naming the reason
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    M train(T input, Map<String, ?> overrides, TrainingContext context);

    /**
     * Reads a model that this version of this strategy, or one whose format it still knows, has written. Does not close
     * the stream.
     *
     * @throws IOException if the stream fails, ends early, or holds anything else
     */
    M read(InputStream in) throws IOException;
}
