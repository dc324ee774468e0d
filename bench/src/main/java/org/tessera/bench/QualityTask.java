// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tessera.api.TesseraException;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;

/**
 * How well strategies find known groups: one line for each file of a folder and each strategy, all files with the same
 * settings. Columns are prepared as the strategies do by default.
 */
final class QualityTask implements BenchTask {
    /** Stands in a setting for the number of groups of the file. */
    private static final String CLASSES = "CLASSES";

    private static final String ENDING = ".csv";

    private final Map<String, Supplier<Clusterer>> strategies;

    QualityTask(Map<String, Supplier<Clusterer>> strategies) {
        this.strategies = strategies;
    }

    @Override
    public String name() {
        return "quality";
    }

    @Override
    public String summary() {
        return "how well strategies find the known groups of a folder of labelled files, one line for each";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.required(
                        "folder", "FOLDER", "files NAME.csv of numbers with a column class; others are left out"),
                Option.optional("files", "NAME,…", "these only, without .csv"),
                Option.optional(
                        "strategies", "NAME,…", "of " + String.join(", ", strategies.keySet()) + "; default all"),
                Option.optional(
                        "set",
                        "STRATEGY.NAME=VALUE,…",
                        "settings for all files; the value " + CLASSES + " is the number of known groups"),
                Option.optional("repeat", "COUNT", "repetitions, default 1"),
                Option.optional("seed", "NUMBER", "default 1"),
                Option.optional("threads", "COUNT", "default: one for each processor"));
    }

    @Override
    public void run(Options options, Consumer<Measurement> out) throws IOException {
        int repeat = options.number("repeat", 1, 1, 1000);
        long seed = options.number("seed", 1L, Long.MIN_VALUE, Long.MAX_VALUE);
        int threads = options.number("threads", Runtime.getRuntime().availableProcessors(), 1, 1024);
        List<String> chosen =
                options.text("strategies").map(QualityTask::parts).orElse(List.copyOf(strategies.keySet()));
        for (String strategy : chosen) {
            if (!strategies.containsKey(strategy)) {
                throw new UsageException("option --strategies: there is no strategy '" + strategy
                        + "', strategies here: " + String.join(", ", strategies.keySet()));
            }
        }
        Map<String, Map<String, String>> settings = settings(options, chosen);
        try (Workers workers = new Workers(threads)) {
            for (Path file : files(options)) {
                Optional<LabelledTable> read = LabelledTable.read(file);
                if (read.isEmpty()) {
                    continue;
                }
                for (String strategy : chosen) {
                    Map<String, String> own = settings.getOrDefault(strategy, Map.of());
                    out.accept(measure(file, read.get(), strategy, own, workers, seed, repeat));
                }
            }
        }
    }

    private Measurement measure(
            Path file,
            LabelledTable data,
            String strategy,
            Map<String, String> settings,
            Workers workers,
            long seed,
            int repeat) {
        Map<String, String> run = new LinkedHashMap<>(settings);
        run.replaceAll((name, value) -> value.equals(CLASSES) ? String.valueOf(data.classes()) : value);
        Supplier<Clusterer> clusterer = Objects.requireNonNull(strategies.get(strategy), strategy);
        Repeated<ClusterModel> trained =
                Repeated.of(repeat, clock -> clusterer.get().train(data.table(), run, workers.context(seed, clock)));
        int[] labels = trained.last().labels();
        Map<String, Number> quality = new LinkedHashMap<>();
        quality.put("clusters", trained.last().clusters());
        quality.put("noise", Arrays.stream(labels).filter(label -> label < 0).count());
        ClusterTask.addAgreement(labels, data.truth(), quality);
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("file", fileName(file));
        more.put("classes", data.classes());
        return new Measurement(
                name(),
                strategy,
                data.truth().length,
                data.table().columns().size(),
                trained.last().settings(),
                trained.seconds(),
                quality,
                more);
    }

    private static Map<String, Map<String, String>> settings(Options options, List<String> chosen) {
        Map<String, Map<String, String>> settings = new LinkedHashMap<>();
        options.settings("set").forEach((name, value) -> {
            int dot = name.indexOf('.');
            if (dot < 1 || !chosen.contains(name.substring(0, dot))) {
                throw new UsageException("option --set: expected STRATEGY.NAME=VALUE with a strategy out of "
                        + String.join(", ", chosen) + ", got '" + name + "'");
            }
            settings.computeIfAbsent(name.substring(0, dot), strategy -> new LinkedHashMap<>())
                    .put(name.substring(dot + 1), value);
        });
        return settings;
    }

    private static List<Path> files(Options options) throws IOException {
        Path folder = Path.of(options.needed("folder"));
        if (!Files.isDirectory(folder)) {
            throw new TesseraException("there is no folder " + folder, "give the folder of the labelled files");
        }
        Optional<List<String>> wanted = options.text("files").map(QualityTask::parts);
        if (wanted.isPresent()) {
            List<Path> files = wanted.get().stream()
                    .map(name -> folder.resolve(name + ENDING))
                    .toList();
            for (Path file : files) {
                if (!Files.isRegularFile(file)) {
                    throw new TesseraException("there is no file " + file, "--files takes names without " + ENDING);
                }
            }
            return files;
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
        }
    }

    private static String fileName(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - ENDING.length());
    }

    private static List<String> parts(String text) {
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
