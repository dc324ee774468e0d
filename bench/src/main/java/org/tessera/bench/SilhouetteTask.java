// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.clusters.LabelledPoints;
import org.tessera.numerics.clusters.Silhouette;
import org.tessera.numerics.parallel.Parallel;

/** Scores labels that are given by their mean silhouette, from the matrix in memory to the number. */
final class SilhouetteTask implements BenchTask {
    @Override
    public String name() {
        return "silhouette";
    }

    @Override
    public String summary() {
        return "mean silhouette of given labels, exact or of a sample";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.required("data", "FILE.f64", "rows of numbers, row-major"),
                Option.required("n", "ROWS", "rows; the first ones of a file that has more"),
                Option.required("d", "COLUMNS", "columns"),
                Option.required("labels", "FILE.i32", "cluster of each row, negative for noise"),
                Option.optional("sample", "ROWS", "scores so many rows only, each against all; all if not given"),
                Option.optional("repeat", "COUNT", "repetitions, default 5"),
                Option.optional("seed", "NUMBER", "of the sample, default 1"),
                Option.optional("threads", "COUNT", "default: one for each processor"));
    }

    @Override
    public void run(Options options, Consumer<Measurement> out) throws IOException {
        int n = options.number("n", 1, Integer.MAX_VALUE);
        int d = options.number("d", 1, Integer.MAX_VALUE);
        int sample = options.number("sample", n, 1, n);
        int repeat = options.number("repeat", 5, 1, 1000);
        long seed = options.number("seed", 1L, Long.MIN_VALUE, Long.MAX_VALUE);
        int threads = options.number("threads", Runtime.getRuntime().availableProcessors(), 1, 1024);
        double[] data = RawFile.matrix(Path.of(options.needed("data")), n, d);
        int[] labels = RawFile.ints(Path.of(options.needed("labels")), n);

        Repeated<Double> scored;
        try (Workers workers = new Workers(threads)) {
            TrainingContext context = workers.context(seed, Progress.unwatched());
            Parallel parallel = new Parallel(context.executor(), context.parallelism());
            scored = Repeated.of(
                    repeat,
                    clock -> Silhouette.sampled(
                            LabelledPoints.of(data, n, d, labels), sample, seed, parallel, done -> {}));
        }
        Map<String, Number> quality = new LinkedHashMap<>();
        quality.put("silhouette", scored.last());
        quality.put(
                "clusters",
                Arrays.stream(labels).filter(label -> label >= 0).distinct().count());
        quality.put("noise", Arrays.stream(labels).filter(label -> label < 0).count());
        Map<String, ?> settings = sample < n ? Map.of("sample", sample) : Map.of();
        out.accept(
                new Measurement(name(), name(), n, d, settings, scored.seconds(), quality, Map.of("threads", threads)));
    }
}
