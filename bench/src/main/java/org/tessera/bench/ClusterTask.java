// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.clusters.Agreement;

/**
 * Groups the rows of a matrix, the whole call: from the matrix in memory to a model with labels. Columns are taken as
 * they are, without scaling or logarithms, unless {@code --set} says otherwise. What extends it names itself, its own
 * options, how they become settings, and how to train; it may add figures of its own.
 *
 * @param <M> what is trained
 */
abstract class ClusterTask<M extends ClusterModel> implements BenchTask {
    /** How one repetition trains; called once for each. */
    @FunctionalInterface
    interface Training<M> {
        /** @param settings those of {@link #settings(Options)} and of {@code --set}, the latter win */
        M train(FeatureTable table, Map<String, ?> settings, TrainingContext context);
    }

    /** Name of the strategy, as the measurement shows it. */
    abstract String strategy();

    /** Options beside those of all tasks of this kind. */
    abstract List<Option> ownOptions();

    /** The strategy's settings that the task's own options stand for. */
    abstract Map<String, Object> settings(Options options);

    /**
     * Makes ready to train; not part of what is timed.
     *
     * @param columns of the matrix
     */
    abstract Training<M> training(Options options, int columns) throws IOException;

    /** Quality beside clusters, noise and agreement with the truth. */
    Map<String, Number> quality(M model) {
        return Map.of();
    }

    /** Further fields of the measurement's line. */
    Map<String, Object> more(M model) {
        return Map.of();
    }

    @Override
    public final List<Option> options() {
        List<Option> all = new ArrayList<>(List.of(
                Option.required("data", "FILE.f64", "rows of numbers, row-major"),
                Option.required("n", "ROWS", "rows; the first ones of a file that has more"),
                Option.required("d", "COLUMNS", "columns")));
        all.addAll(ownOptions());
        all.addAll(List.of(
                Option.optional("set", "NAME=VALUE,…", "further settings of the strategy"),
                Option.optional("repeat", "COUNT", "repetitions, default 5"),
                Option.optional("seed", "NUMBER", "default 1"),
                Option.optional("threads", "COUNT", "default: one for each processor"),
                Option.optional("labels", "FILE.i32", "true class of each row; adds ari, nmi, purity and v_measure"),
                Option.optional(
                        "labels-out", "FILE.i32", "writes the cluster of each row, the largest being 0, noise -1")));
        return List.copyOf(all);
    }

    @Override
    public final void run(Options options, Consumer<Measurement> out) throws IOException {
        int n = options.number("n", 1, Integer.MAX_VALUE);
        int d = options.number("d", 1, Integer.MAX_VALUE);
        int repeat = options.number("repeat", 5, 1, 1000);
        long seed = options.number("seed", 1L, Long.MIN_VALUE, Long.MAX_VALUE);
        int threads = options.number("threads", Runtime.getRuntime().availableProcessors(), 1, 1024);
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("scaling", "none");
        settings.put("logs", "never");
        settings.putAll(settings(options));
        settings.putAll(options.settings("set"));
        FeatureTable table = FeatureTable.ofRowMajor(
                RawFile.matrix(Path.of(options.needed("data")), n, d),
                n,
                IntStream.range(0, d).mapToObj(j -> "x" + j).toList());
        Optional<Path> truthFile = options.path("labels");
        Optional<int[]> truth = Optional.empty();
        if (truthFile.isPresent()) {
            truth = Optional.of(RawFile.ints(truthFile.get(), n));
        }
        Training<M> training = training(options, d);

        Repeated<M> trained;
        try (Workers workers = new Workers(threads)) {
            trained = Repeated.of(repeat, clock -> training.train(table, settings, workers.context(seed, clock)));
        }
        M model = trained.last();
        int[] labels = model.labels();
        Optional<Path> labelsOut = options.path("labels-out");
        if (labelsOut.isPresent()) {
            RawFile.write(labelsOut.get(), labels);
        }
        Map<String, Number> quality = new LinkedHashMap<>(quality(model));
        quality.put("clusters", model.clusters());
        quality.put("noise", Arrays.stream(labels).filter(l -> l < 0).count());
        truth.ifPresent(classes -> addAgreement(labels, classes, quality));
        Map<String, Object> more = new LinkedHashMap<>(more(model));
        more.put("threads", threads);
        more.put("phases", trained.phases());
        out.accept(new Measurement(name(), strategy(), n, d, model.settings(), trained.seconds(), quality, more));
    }

    /**
     * The starting points of {@code --centers}, row-major {@code k × columns}; empty where the option is not given.
     *
     * @throws TesseraException if the file holds another number of values
     */
    static Optional<double[]> centers(Options options, int k, int columns) throws IOException {
        Optional<Path> file = options.path("centers");
        if (file.isEmpty()) {
            return Optional.empty();
        }
        double[] centers = RawFile.doubles(file.get());
        if (centers.length != (long) k * columns) {
            throw new TesseraException(
                    file.get() + " holds " + centers.length + " numbers, expected " + k + " × " + columns,
                    "check the file and the options that give its shape");
        }
        return Optional.of(centers);
    }

    /** Noise counts as one more class, as scikit-learn has it. */
    static void addAgreement(int[] labels, int[] truth, Map<String, Number> quality) {
        Agreement agreement = Agreement.of(labels, truth);
        quality.put("ari", agreement.adjustedRand());
        quality.put("nmi", agreement.normalizedMutualInformation());
        quality.put("purity", agreement.purity());
        quality.put("v_measure", agreement.vMeasure());
    }
}
