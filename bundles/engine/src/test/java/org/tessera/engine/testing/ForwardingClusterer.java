// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.testing;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.strategy.TrainingContext;

/** Does as another one does, but for what a test overrides. */
public class ForwardingClusterer implements Clusterer {
    private final Clusterer inner;
    private int trainings;

    public ForwardingClusterer(Clusterer inner) {
        this.inner = inner;
    }

    /**
     * Called before each training.
     *
     * @param training how many there were before
     */
    protected void beforeTraining(int training) {}

    @Override
    public Map<String, Object> settings() {
        return inner.settings();
    }

    @Override
    public List<String> traits(Map<String, ?> overrides) {
        return inner.traits(overrides);
    }

    @Override
    public List<Map<String, Object>> alternatives(int rows) {
        return inner.alternatives(rows);
    }

    @Override
    public synchronized ClusterModel train(FeatureTable input, Map<String, ?> overrides, TrainingContext context) {
        beforeTraining(trainings++);
        return inner.train(input, overrides, context);
    }

    @Override
    public ClusterModel read(InputStream in) throws IOException {
        return inner.read(in);
    }
}
