// SPDX-License-Identifier: Apache-2.0
package org.tessera.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.blackbox.TesseraProcess.Result;
import org.tessera.blackbox.TesseraProcess.Running;
import org.tessera.distribution.SampleShop;
import org.tessera.distribution.StrategyJars;

/**
 * Kills a process at random moments while it deploys, trains, promotes and writes models: the next one serves a whole
 * model at once and has every event. {@code -Dkills=20} is the long form.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "drives the POSIX start script")
class KillWhileDeployingIT {
    private static final int KILLS = Integer.getInteger("kills", 2);
    private static final int EVENTS = 720;

    @TempDir
    private Path folder;

    @Test
    void theNextOneServesAtOnce() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TesseraProcess tessera = TesseraProcess.in(folder);
        Path events = SampleShop.events(folder.resolve("events.csv"), 1);
        Result first = tessera.commands("import events " + events + "; train --strategy itemknn");
        assertThat(first.exit()).as(first.err()).isZero();
        int killed = 0;
        for (int round = 0; killed < KILLS; round++) {
            Running running = tessera.start("-c", work(round));
            // Starting takes a second or two; the work some seconds more.
            if (running.process().waitFor(1200 + random.nextInt(3500), TimeUnit.MILLISECONDS)) {
                assertThat(running.await().exit()).as(running.err()).isZero();
            } else {
                running.signal("KILL");
                running.process().waitFor();
                killed++;
            }
            check(tessera, "seed " + seed + ", round " + round);
        }
    }

    private String work(int round) throws Exception {
        List<String> commands = new ArrayList<>();
        for (int k = 0; k < 3; k++) {
            Path fresh = StrategyJars.write(
                    Files.createDirectories(folder.resolve("jars" + k)).resolve("trial.jar"),
                    "trial",
                    "1." + round + "." + k,
                    "good");
            commands.add("deploy " + fresh + " --policy always");
            commands.add("train --strategy userknn");
            commands.add("use recommend itemknn");
            commands.add("train");
        }
        return String.join("; ", commands);
    }

    private static void check(TesseraProcess tessera, String when) throws Exception {
        Result result = tessera.commands("recommend c1 -n 5 --json; models --json; wait deployments; imports --json");
        assertThat(result.err()).as(when).isEmpty();
        assertThat(result.exit()).as(when).isZero();
        List<String> documents = result.out().lines().toList();
        JsonObject answer = JsonParser.parseString(documents.get(0)).getAsJsonObject();
        assertThat(answer.getAsJsonArray("items")).as(when).hasSize(5);
        String model = answer.get("model").getAsString();
        assertThat(model).as(when).isNotEmpty();
        List<String> kept = new ArrayList<>();
        for (JsonElement known : JsonParser.parseString(documents.get(1)).getAsJsonArray()) {
            kept.add(known.getAsJsonObject().get("id").getAsString());
        }
        assertThat(kept).as(when).contains(model);
        assertThat(documents.get(documents.size() - 1)).as(when).contains("\"read\":" + EVENTS, "\"accepted\":719");
    }
}
