// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.dense.PackedPoints;
import org.tessera.segment.kmeans.KMeans;
import org.tessera.segment.kmeans.KMeansModel;

/** Segments by k-means, the whole call: from the matrix in memory to a model with labels. */
final class KMeansTask implements BenchTask {
    @Override
    public String name() {
        return "kmeans";
    }

    @Override
    public String summary() {
        return "k-means on a matrix as it is, from given centres or seeded";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.required("data", "FILE.f64", "n × d numbers, row-major"),
                Option.required("n", "ROWS", "rows"),
                Option.required("d", "COLUMNS", "columns"),
                Option.required("k", "CLUSTERS", "clusters; 0 chooses their number"),
                Option.optional("centers", "FILE.f64", "k × d numbers to start from; seeded where not given"),
                Option.optional(
                        "iterations",
                        "COUNT",
                        "at most so many; from given centres 20 without a tolerance, else the strategy's default"),
                Option.optional("set", "NAME=VALUE,…", "further settings of the strategy"),
                Option.optional("repeat", "COUNT", "repetitions, default 5"),
                Option.optional("seed", "NUMBER", "default 1"),
                Option.optional("threads", "COUNT", "default: one for each processor"),
                Option.optional("labels-out", "FILE.i32", "writes the cluster of each row, the largest being 0"));
    }

    @Override
    public void run(Options options, Consumer<Measurement> out) throws IOException {
        int n = options.number("n", 1, Integer.MAX_VALUE);
        int d = options.number("d", 1, Integer.MAX_VALUE);
        int k = options.number("k", 0, Integer.MAX_VALUE);
        int repeat = options.number("repeat", 5, 1, 1000);
        long seed = options.number("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
        int threads = options.number("threads", Runtime.getRuntime().availableProcessors(), 1, 1024);
        Optional<Path> centresFile = options.path("centers");
        Optional<double[]> centres = Optional.empty();
        if (centresFile.isPresent()) {
            centres = Optional.of(matrix(centresFile.get(), k, d));
        }
        FeatureTable table = FeatureTable.ofRowMajor(
                matrix(Path.of(options.needed("data")), n, d),
                n,
                IntStream.range(0, d).mapToObj(j -> "x" + j).toList());
        Map<String, Object> settings = settings(options, k, centres.isPresent());

        KMeans strategy = new KMeans();
        List<Double> seconds = new ArrayList<>();
        Optional<KMeansModel> model = Optional.empty();
        try (Workers workers = new Workers(threads)) {
            for (int run = 0; run < repeat; run++) {
                long start = System.nanoTime();
                KMeansModel trained = centres.isPresent()
                        ? strategy.trainFrom(
                                centres.get(), table, settings, workers.context(seed, Progress.unwatched()))
                        : strategy.train(table, settings, workers.context(seed, Progress.unwatched()));
                seconds.add((System.nanoTime() - start) / 1e9);
                model = Optional.of(trained);
            }
        }
        KMeansModel last = model.orElseThrow();
        Optional<Path> labelsOut = options.path("labels-out");
        if (labelsOut.isPresent()) {
            write(labelsOut.get(), last.labels());
        }
        out.accept(new Measurement(
                name(),
                KMeans.NAME,
                n,
                d,
                last.settings(),
                seconds,
                Map.of("inertia", last.inertia(), "clusters", last.clusters()),
                Map.of("iterations", last.iterations(), "threads", threads, "kernel", PackedPoints.kernelName())));
    }

    private static Map<String, Object> settings(Options options, int k, boolean given) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("k", k);
        settings.put("scaling", "none");
        settings.put("logs", "never");
        if (given) {
            settings.put("tolerance", 0);
        }
        if (given || options.has("iterations")) {
            settings.put("iterations", options.number("iterations", 20, 1, Integer.MAX_VALUE));
        }
        settings.putAll(options.settings("set"));
        return settings;
    }

    private static double[] matrix(Path file, int rows, int columns) throws IOException {
        double[] values = RawFile.doubles(file);
        if (values.length != (long) rows * columns) {
            throw new TesseraException(
                    file + " holds " + values.length + " numbers, expected " + rows + " × " + columns,
                    "check the file and the options that give its shape");
        }
        return values;
    }

    private static void write(Path file, int[] labels) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(labels.length, Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(labels);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}
