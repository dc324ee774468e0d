package ${package};

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.tck.ClustererContract;
import org.tessera.tck.SampleTables;

/** What every clusterer owes the engine, and what this one does. */
class ${className}ClustererTest extends ClustererContract {
    @Override
    protected Clusterer clusterer() {
        return new ${className}Clusterer(Settings.defaults(${className}Clusterer.Config.class));
    }

    @Override
    protected Map<String, ?> threeClusters() {
        return Map.of("k", 3);
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.of("k", List.of(0, 1001, "many"), "scaling", List.of("huge"));
    }

    /** The gap is widest between 4 and 9; the rest is cut where three rows and two, then one and two, lie closest. */
    @Test
    void cutsWhereBothSidesAreCompact() {
        FeatureTable table = SampleTables.single(1, 2, 4, 9, 10);
        assertThat(train(table, 2).labels()).containsExactly(0, 0, 0, 1, 1);
        assertThat(train(table, 3).labels()).containsExactly(0, 0, 2, 1, 1);
    }

    @Test
    void makesNoMoreSegmentsThanThereAreDifferentRows() {
        ClusterModel model = train(SampleTables.single(3, 3, 3, 8, 8), 5);
        assertThat(model.clusters()).isEqualTo(2);
        assertThat(model.labels()).containsExactly(0, 0, 0, 1, 1);
    }

    private ClusterModel train(FeatureTable table, int k) {
        return clusterer().train(table, Map.of("k", k, "scaling", "none"), TrainingContext.sequential(1));
    }
}
