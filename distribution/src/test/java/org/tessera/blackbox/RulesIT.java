// SPDX-License-Identifier: Apache-2.0
package org.tessera.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.blackbox.TesseraProcess.Result;

/** Rule segments as a user has them: import, define, import, and the members have changed. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "drives the POSIX start script")
class RulesIT {
    private static final String HEADER = "customer,item,category,time,quantity,price,order\n";
    private static final String RULE = "spend(90d) > 200 and not bought(category='toys', 180d)";

    @TempDir
    Path folder;

    private TesseraProcess tessera;

    @BeforeEach
    void open() throws Exception {
        tessera = TesseraProcess.in(folder);
        Files.writeString(
                folder.resolve("first.csv"),
                HEADER + "ann,lamp,home,2024-03-01T10:00:00Z,1,250,o1\n"
                        + "bob,robot,toys,2024-03-02T10:00:00Z,1,300,o2\n"
                        + "cid,cup,home,2024-03-03T10:00:00Z,1,20,o3\n");
        Files.writeString(
                folder.resolve("second.csv"),
                HEADER + "ann,ball,toys,2024-03-10T10:00:00Z,1,10,o4\n"
                        + "cid,sofa,home,2024-03-11T10:00:00Z,1,900,o5\n");
    }

    private String ok(String commands) throws Exception {
        Result result = tessera.commands(commands);
        assertThat(result.err()).as(commands).isEmpty();
        assertThat(result.exit()).as(commands).isZero();
        return result.out();
    }

    @Test
    void membersChangeWithAnImport() throws Exception {
        String defined = ok("import events first.csv --map item.category=category; rule valued \"" + RULE + "\"");
        assertThat(defined).contains("valued: 1 customer, 33.3 %", "  " + RULE);
        assertThat(ok("members valued")).isEqualTo("ann\n");
        assertThat(ok("rule --try 'quantity() >= 1'")).contains("fits 3 customers, 100.0 %: ann, bob, cid");
        assertThat(ok("import events second.csv --map item.category=category; members valued"))
                .endsWith("cid\n")
                .doesNotContain("\nann\n");
        JsonArray all = JsonParser.parseString(ok("rules --json")).getAsJsonArray();
        JsonObject valued = all.get(0).getAsJsonObject();
        assertThat(valued.get("expression").getAsString()).isEqualTo(RULE);
        assertThat(valued.get("size").getAsInt()).isEqualTo(1);
        assertThat(valued.get("entered").getAsInt()).isEqualTo(1);
        assertThat(valued.get("left").getAsInt()).isEqualTo(1);
        assertThat(ok("rules")).contains("valued", "33.3 %", "2024-03-11 10:00", RULE);
        assertThat(ok("profile cid --json")).contains("\"segments\":[\"valued\"]");
        assertThat(ok("members VALUED --json")).contains("\"customers\":[\"cid\"]");
        assertThat(ok("rule valued --drop; rules")).contains("no rule segments");
    }

    @Test
    void showsWhereARuleGoesWrong() throws Exception {
        Result result = tessera.commands(
                "import events first.csv --map item.category=category; rule bad \"monetary > 1 and totally = 3\"");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo("error: at character 18: there is no trait 'totally' (profiles lists the traits)\n"
                        + "  monetary > 1 and totally = 3\n"
                        + "                   ^\n");
    }
}
