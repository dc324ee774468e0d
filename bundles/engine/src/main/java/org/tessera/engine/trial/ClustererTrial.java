// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.trial;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.strategy.Progress;
import org.tessera.engine.strategy.Slot;
import org.tessera.engine.strategy.Workers;

/** Tries a clusterer on three clouds of made-up customers. */
final class ClustererTrial {
    private static final int ROWS = 150;
    private static final int CLOUDS = 3;
    private static final long SEED = 1;

    private final Slot<FeatureTable, ClusterModel, Clusterer> slot;
    private final Workers workers;

    ClustererTrial(Slot<FeatureTable, ClusterModel, Clusterer> slot, Workers workers) {
        this.slot = slot;
        this.workers = workers;
    }

    /** @throws TesseraException if it does not do what it has to */
    void run(String label, Duration limit, Progress progress) {
        List<String> wanted = slot.consult(label, clusterer -> List.copyOf(clusterer.traits(Map.of())));
        FeatureTable table = clouds(wanted.isEmpty() ? List.of("orders", "spending") : wanted);
        Slot.Trained<ClusterModel> trained = slot.train(label, table, Map.of(), workers.context(SEED, progress), limit);
        try (ClusterModel model = trained.model()) {
            int[] labels = model.labels();
            if (labels.length != ROWS) {
                throw new TesseraException("it gives " + labels.length + " rows a segment, of " + ROWS, "");
            }
            Arrays.stream(labels)
                    .filter(segment -> segment < -1 || segment >= model.clusters())
                    .findFirst()
                    .ifPresent(segment -> {
                        throw new TesseraException(
                                "it puts a row into segment " + segment + " of " + model.clusters(), "");
                    });
            try (ClusterModel again = slot.reread(label, model)) {
                if (!Arrays.equals(labels, again.labels())) {
                    throw new TesseraException("after it was saved and read back its segments differ", "");
                }
            }
        } catch (TesseraException e) {
            throw e;
        } catch (Exception e) {
            throw new TesseraException("its model fails: " + e, "");
        }
    }

    /** Clouds far apart, in whichever columns the strategy goes by. */
    private static FeatureTable clouds(List<String> columns) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] values = new double[ROWS * columns.size()];
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < columns.size(); column++) {
                values[columns.size() * row + column] = 20.0 / (column + 1) * (row % CLOUDS) + random.nextDouble();
            }
        }
        return FeatureTable.ofRowMajor(values, ROWS, columns);
    }
}
