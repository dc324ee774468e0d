// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.measure.Split;
import org.tessera.bench.BenchTask.Option;
import org.tessera.engine.measure.EventLog;
import org.tessera.engine.measure.Holdout;

/** Pairs to train on and pairs to foretell, from raw files of indexes or from files of text. */
final class PairData {
    private PairData() {}

    /** The options that say where the pairs are. */
    static List<Option> options() {
        return List.of(
                Option.optional("train-u", "FILE.i32", "customers of the pairs to train on"),
                Option.optional("train-i", "FILE.i32", "their items"),
                Option.optional("train-w", "FILE.f32", "their weights, .f32 or .f64; 1 if not given"),
                Option.optional("test-u", "FILE.i32", "customers of the pairs to foretell"),
                Option.optional("test-i", "FILE.i32", "their items"),
                Option.optional("customers", "N", "number of customers"),
                Option.optional("items", "N", "number of items"),
                Option.optional("train", "FILE", "instead of these: pairs as text, a customer and an item to a line"),
                Option.optional(
                        "test", "FILE", "pairs to foretell as text, as above or a customer and all their items"),
                Option.optional("share", "X", "keeps so large a share of the customers, 1 if not given"));
    }

    /** Reads what the options name. */
    static Holdout load(Options options, long seed) throws IOException {
        Holdout holdout = options.has("train") ? text(options) : raw(options);
        double share = options.decimal("share", 1, 0, 1);
        return share == 1 ? holdout : part(holdout, share, seed);
    }

    private static Holdout text(Options options) throws IOException {
        for (String raw : List.of("train-u", "train-i", "train-w", "test-u", "test-i", "customers", "items")) {
            if (options.has(raw)) {
                throw new UsageException("option --" + raw + " does not go with --train");
            }
        }
        return Holdout.of(
                new EventLog(), new Split.Files(Path.of(options.needed("train")), Path.of(options.needed("test"))), 1);
    }

    private static Holdout raw(Options options) throws IOException {
        int customers = options.number("customers", 1, Integer.MAX_VALUE - 8);
        int items = options.number("items", 1, Integer.MAX_VALUE - 8);
        Interactions train = PairFile.read(
                Path.of(options.needed("train-u")),
                Path.of(options.needed("train-i")),
                options.path("train-w").orElse(null),
                customers,
                items,
                null);
        // What was seen is never answered, so it cannot be asked for.
        Interactions test = PairFile.read(
                Path.of(options.needed("test-u")), Path.of(options.needed("test-i")), null, customers, items, train);
        return new Holdout(train, test, 0, "from files");
    }

    /** Some of the customers, with all their pairs, so that each of them looks the same whatever the share. */
    private static Holdout part(Holdout all, double share, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] number = new int[all.train().customers()];
        int kept = 0;
        for (int customer = 0; customer < number.length; customer++) {
            number[customer] = random.nextDouble() < share ? kept++ : -1;
        }
        return new Holdout(
                part(all.train(), number, kept), part(all.test(), number, kept), all.now(), all.description());
    }

    private static Interactions part(Interactions all, int[] number, int kept) {
        SparseMatrix rows = all.byCustomer();
        Interactions.Builder builder = Interactions.Builder.weighted();
        for (int customer = 0; customer < number.length; customer++) {
            for (int p = rows.start(customer); number[customer] >= 0 && p < rows.end(customer); p++) {
                builder.add(number[customer], rows.column(p), rows.value(p), all.time(p));
            }
        }
        return builder.build(kept, all.items());
    }

    /** Settings of a strategy: those of the file named by {@code settings}, and over them those of {@code set}. */
    static Map<String, String> settings(Options options, String strategy) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        Optional<Path> file = options.path("settings");
        if (file.isPresent()) {
            settings.putAll(SettingsFile.read(file.get(), strategy));
        }
        settings.putAll(options.settings("set"));
        return settings;
    }
}
