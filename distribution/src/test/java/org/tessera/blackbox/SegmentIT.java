// SPDX-License-Identifier: Apache-2.0
package org.tessera.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.blackbox.TesseraProcess.Result;

/** What a marketer does with segments, tried on the built distribution. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "drives the POSIX start script")
class SegmentIT {
    private static final int CUSTOMERS = 120;

    @TempDir
    private Path folder;

    private TesseraProcess tessera;

    @BeforeEach
    void prepare() throws Exception {
        tessera = TesseraProcess.in(folder);
        Files.write(folder.resolve("events.csv"), orders("c", CUSTOMERS, 1));
    }

    /** A third of the customers order often and much, the others now and then and little. */
    private static List<String> orders(String prefix, int customers, long seed) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>(List.of("customer,item,time,quantity,price,order"));
        for (int customer = 0; customer < customers; customer++) {
            boolean big = customer % 3 == 0;
            int orders = big ? 15 + random.nextInt(5) : 1 + random.nextInt(2);
            for (int order = 0; order < orders; order++) {
                lines.add(String.format(
                        java.util.Locale.ROOT,
                        "%s%d,item%d,2025-%02d-%02dT10:00:00Z,1,%d,%s%d-%d",
                        prefix,
                        customer,
                        random.nextInt(12),
                        big ? 6 + random.nextInt(6) : 1 + random.nextInt(6),
                        1 + random.nextInt(28),
                        (big ? 100 : 8) + random.nextInt(5),
                        prefix,
                        customer,
                        order));
            }
        }
        return lines;
    }

    private String run(String commands) throws Exception {
        Result result = tessera.commands(commands);
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        return result.out();
    }

    /** The documents among the lines of an output. */
    private static List<JsonObject> documents(String out) {
        return out.lines()
                .filter(line -> line.startsWith("{"))
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    @Test
    void choosesAndExports() throws Exception {
        Path csv = folder.resolve("out.csv");
        Path json = folder.resolve("out.json");
        String out = run("import events " + folder.resolve("events.csv") + "; segment --auto --json; segment export "
                + csv + "; segment export " + json + " --segment 0 --json");
        List<JsonObject> documents = documents(out);
        JsonObject formed = documents.get(0);
        JsonObject choice = formed.getAsJsonObject("choice");
        JsonObject taken = choice.getAsJsonArray("candidates").get(0).getAsJsonObject();
        assertThat(taken.get("picked").getAsBoolean()).isTrue();
        assertThat(taken.get("strategy").getAsString())
                .isEqualTo(formed.get("strategy").getAsString());
        assertThat(choice.get("reason").getAsString()).contains("was taken");
        JsonArray segments = formed.getAsJsonArray("segments");
        assertThat(segments.size()).isGreaterThan(1);
        assertThat(segments).allSatisfy(segment -> {
            JsonObject card = segment.getAsJsonObject().getAsJsonObject("card");
            assertThat(card.getAsJsonObject("value").get("sum").getAsDouble()).isPositive();
            if (!segment.getAsJsonObject().get("segment").getAsString().equals("noise")) {
                assertThat(card.getAsJsonArray("typical")).isNotEmpty();
            }
        });
        assertThat(out).contains(CUSTOMERS + " customers written to " + csv);
        assertThat(csv).content().startsWith("customer,segment,name,strength,outlier_score\r\n");
        assertThat(Files.readAllLines(csv)).hasSize(1 + CUSTOMERS);
        int first = segments.get(0).getAsJsonObject().get("size").getAsInt();
        assertThat(documents.get(1).get("customers").getAsInt()).isEqualTo(first);
        assertThat(JsonParser.parseString(Files.readString(json)).getAsJsonArray())
                .hasSize(first);
        Result wrong = tessera.commands("segment export " + folder.resolve("out.xls"));
        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.err()).contains("ends in neither .csv nor .json");
    }

    @Test
    void tellsWhoMoved() throws Exception {
        Result early = tessera.commands("import events " + folder.resolve("events.csv")
                + "; segment --strategy kmeans --set k=3; segments --moves");
        assertThat(early.exit()).isEqualTo(1);
        assertThat(early.err()).contains("nobody has moved yet");
        Files.write(folder.resolve("more.csv"), orders("d", 30, 2));
        String out = run("import events " + folder.resolve("more.csv") + "; segments --json; "
                + "segment --strategy kmeans --set k=2; segments --moves; segments --moves --json;"
                + " segments --history --json");
        List<JsonObject> documents = documents(out);
        assertThat(documents
                        .get(0)
                        .getAsJsonObject("drift")
                        .get("customers_now")
                        .getAsInt())
                .isEqualTo(CUSTOMERS + 30);
        assertThat(out)
                .contains("agreement with the segments before")
                .contains("(new customers)", "entered", "adjusted Rand index");
        JsonObject movement = documents.get(1);
        assertThat(movement.get("customers").getAsInt()).isEqualTo(CUSTOMERS);
        int newcomers = 0;
        for (var flow : movement.getAsJsonArray("flows")) {
            newcomers += flow.getAsJsonObject().get("from").getAsString().isEmpty()
                    ? flow.getAsJsonObject().get("customers").getAsInt()
                    : 0;
        }
        assertThat(newcomers).isEqualTo(30);
        assertThat(documents.get(2).getAsJsonArray("runs")).hasSize(2);
    }

    @Test
    void badInputLeavesWhatStood() throws Exception {
        run("import events " + folder.resolve("events.csv") + "; segment --strategy kmeans --set k=2");
        Result tooMany = tessera.commands("segment --strategy kmeans --set k=1000");
        assertThat(tooMany.exit()).isEqualTo(1);
        assertThat(tooMany.out()).isEmpty();
        assertThat(tooMany.err()).contains("1000 segments of 120 rows");
        assertThat(run("members 1").lines().toList()).hasSizeBetween(1, CUSTOMERS - 1);
        Files.write(folder.resolve("one.csv"), orders("x", 1, 3));
        TesseraProcess other = TesseraProcess.in(Files.createDirectories(folder.resolve("other")));
        Result alone = other.commands("import events " + folder.resolve("one.csv") + "; segment --auto");
        assertThat(alone.exit()).isEqualTo(1);
        assertThat(alone.err()).contains("1 customers are too few to choose by");
    }
}
