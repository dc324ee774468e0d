// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.ingest.ImportRequest;

/**
 * Kills a process that imports, at random moments and without warning: what it had acknowledged must be there, and
 * importing again must lead to where one undisturbed import leads. {@code -Dkills=20} is the long form.
 */
class KillIT {
    private static final int KILLS = Integer.getInteger("kills", 6);
    private static final int ROWS = 150_000;

    @TempDir
    Path folder;

    @Test
    void whatWasAcknowledgedSurvives() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Path mappings = Files.createDirectory(folder.resolve("mappings"));
        Files.writeString(mappings.resolve("shop.json"), """
                {"events": {
                  "fields": {"customer": "customer", "item": "item", "time": "time", "quantity": "quantity",
                             "price": "price", "order": "order"},
                  "rules": [{"name": "returns", "when": {"quantity": {"below": 0}}, "set": {"type": "cancel"},
                             "absolute": "quantity"}]}}
                """);
        Path file = write(folder.resolve("events.csv"), random);
        List<String> expected = undisturbed(mappings, file);
        Path home = fresh(0);
        int homes = 1;
        for (int kills = 0; kills < KILLS; ) {
            Killed killed = killAtSomeMoment(home, mappings, file, random);
            try (ImportFixture store = new ImportFixture(home, mappings)) {
                long last = store.events.extent().last();
                assertThat(last).as("seed %d, kill %d", seed, kills).isGreaterThanOrEqualTo(killed.acknowledged());
                assertThat(store.events.extent().count())
                        .as("seed %d, kill %d", seed, kills)
                        .isEqualTo(store.all().size());
            }
            if (killed.inTime()) {
                kills++;
            } else {
                assertThat(state(home, mappings)).as("seed %d", seed).isEqualTo(expected);
                home = fresh(homes++);
            }
        }
        try (ImportFixture store = new ImportFixture(home, mappings)) {
            store.mapped("events", file, "shop");
        }
        assertThat(state(home, mappings)).as("seed %d", seed).isEqualTo(expected);
    }

    private Path fresh(int number) throws IOException {
        return Files.createDirectory(folder.resolve("home-" + number));
    }

    /** Orders over three months with returns, some of which come before what they return. */
    private static Path write(Path file, Random random) throws IOException {
        try (PrintStream out = new PrintStream(file.toFile(), StandardCharsets.UTF_8)) {
            out.println("customer,item,time,quantity,price,order");
            for (int k = 0; k < ROWS; k++) {
                long time = 1_700_000_000L + k * 50L + random.nextInt(200_000);
                int quantity = random.nextInt(20) == 0 ? -1 - random.nextInt(3) : 1 + random.nextInt(12);
                out.printf(
                        Locale.ROOT,
                        "c%d,i%d,%d,%d,%.2f,o%d%n",
                        random.nextInt(800),
                        random.nextInt(60),
                        time,
                        quantity,
                        1 + random.nextInt(500) / 100.0,
                        k / 7);
            }
        }
        return file;
    }

    private List<String> undisturbed(Path mappings, Path file) throws IOException {
        Path home = Files.createDirectory(folder.resolve("undisturbed"));
        try (ImportFixture store = new ImportFixture(home, mappings)) {
            store.mapped("events", file, "shop");
        }
        return state(home, mappings);
    }

    /** Everything the store says, by external ids, as numbers depend on how batches fell. */
    private static List<String> state(Path home, Path mappings) {
        try (ImportFixture store = new ImportFixture(home, mappings)) {
            ItemCatalog items = store.items.catalog();
            List<String> state = new ArrayList<>();
            for (Event event : store.all()) {
                state.add(String.join(
                        " ",
                        store.customers.id(event.customer()),
                        items.id(event.item()),
                        event.type(),
                        Long.toString(event.time()),
                        event.order()));
            }
            state.sort(Comparator.naturalOrder());
            double units = store.all().stream()
                    .mapToDouble(event -> event.type().equals(Event.CANCEL) ? -event.quantity() : event.quantity())
                    .sum();
            state.add("net units " + units);
            for (int item = 0; item < items.size(); item++) {
                state.add(items.id(item) + " costs " + items.price(item));
            }
            return state;
        }
    }

    /** @param inTime whether the process was killed before it was done */
    private record Killed(long acknowledged, boolean inTime) {}

    private static Killed killAtSomeMoment(Path home, Path mappings, Path file, Random random) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Child.class.getName(),
                        home.toString(),
                        mappings.toString(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long acknowledged = 0;
        boolean done = false;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            int reports = random.nextInt(12);
            String line = "";
            for (int k = 0; k < reports && line != null && !done; k++) {
                line = out.readLine();
                done = Child.DONE.equals(line);
                acknowledged = line == null || done ? acknowledged : Long.parseLong(line);
            }
            // Somewhere between two reports.
            boolean ended = child.waitFor(random.nextInt(60), TimeUnit.MILLISECONDS);
            // By its handle: destroying the process would close the stream with what it said last.
            child.toHandle().destroyForcibly();
            for (String late = out.readLine(); late != null; late = out.readLine()) {
                done |= Child.DONE.equals(late);
                acknowledged = late.matches("\\d+") ? Long.parseLong(late) : acknowledged;
            }
            child.waitFor();
            return new Killed(acknowledged, !done && !ended);
        }
    }

    @Test
    void theProcessThatIsKilledCanAlsoFinish() throws Exception {
        Path mappings = Files.createDirectory(folder.resolve("mappings"));
        Path file = Files.writeString(folder.resolve("a.csv"), "user,item,time\nann,mug,2026-01-31\n");
        Files.writeString(
                mappings.resolve("shop.json"),
                "{\"events\": {\"fields\": {\"customer\": \"user\", \"item\": \"item\", \"time\": \"time\"}}}");

        Child.main(new String[] {folder.toString(), mappings.toString(), file.toString()});

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString())).contains("tessera.mv.db");
        }
    }

    /** The process that is killed. Says how many events are safe, whenever more are. */
    static final class Child {
        static final String DONE = "done";

        private Child() {}

        public static void main(String[] arguments) throws IOException {
            try (ImportFixture store = new ImportFixture(Path.of(arguments[0]), Path.of(arguments[1]))) {
                store.importer.run(
                        ImportRequest.of("events", Path.of(arguments[2]), Optional.of("shop")),
                        (phase, done, total) ->
                                say(Long.toString(store.events.extent().last())));
                say(DONE);
            }
        }

        private static void say(String line) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
