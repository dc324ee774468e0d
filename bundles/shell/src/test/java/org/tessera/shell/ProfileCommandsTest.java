// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.profile.Population;
import org.tessera.api.profile.Portrait;
import org.tessera.api.profile.Portraits;
import org.tessera.api.profile.Trait;
import org.tessera.api.shell.Console;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.strategy.Progress;

class ProfileCommandsTest {
    private final ProfileCommands commands = new ProfileCommands(new One(), new Ids("12346", "12347", "12348"));

    @Test
    void profileShowsThePortrait() throws Exception {
        assertThat(run("profile", "12347"))
                .startsWith("Customer 12347: Loyal regulars")
                .contains("Spent                     4,310 EUR     more than 98 % of customers");
        assertThat(run("profile", "12347", "--ascii")).contains("################");
    }

    @Test
    void profileAsJson() throws Exception {
        JsonObject document =
                JsonParser.parseString(run("profile", "12347", "--json")).getAsJsonObject();
        assertThat(document.keySet()).containsExactly("customer", "traits", "segments", "updated");
        JsonObject traits = document.getAsJsonObject("traits");
        assertThat(traits.get("monetary").getAsDouble()).isEqualTo(4310);
        assertThat(traits.get("last_order").getAsString()).isEqualTo("2011-12-07T15:52:00Z");
        assertThat(traits.getAsJsonObject("category_share").get("Kitchen").getAsDouble())
                .isEqualTo(0.4);
        assertThat(traits.get("country").getAsString()).isEqualTo("Iceland");
        assertThat(document.getAsJsonArray("segments")).hasSize(1);
        assertThat(document.get("updated").getAsString()).isEqualTo("2011-12-07T15:52:00Z");
    }

    @Test
    void aStrangerIsAnErrorWithTheNearestIds() {
        assertThatThrownBy(() -> run("profile", "12374")).isInstanceOfSatisfying(TesseraException.class, e -> {
            assertThat(e).hasMessage("there is no customer '12374'");
            assertThat(e.hint()).startsWith("did you mean 12347");
        });
        assertThatThrownBy(() -> run("profile", "somebody"))
                .isInstanceOfSatisfying(
                        TesseraException.class,
                        e -> assertThat(e.hint()).isEqualTo("ids look like 12346, 12347, 12348"));
        ProfileCommands nobody = new ProfileCommands(new One(), new Ids());
        assertThatThrownBy(() -> run(nobody, "profile", "1"))
                .isInstanceOfSatisfying(
                        TesseraException.class, e -> assertThat(e.hint()).contains("import some events first"));
    }

    @Test
    void profilesShowsEveryTrait() throws Exception {
        String text = run("profiles");
        assertThat(text).startsWith("4,338 customers with events, seen from 9 December 2011");
        assertThat(text.lines())
                .anySatisfy(line -> assertThat(line)
                        .matches("monetary +100\\.0 % +3\\.75 +307\\.40 +674\\.49 +1,662 +280,206 +EUR"))
                .anySatisfy(line -> assertThat(line).matches("country +United Kingdom 90\\.4 %, Germany 2\\.2 %"));
    }

    @Test
    void profilesAsJson() throws Exception {
        JsonObject document = JsonParser.parseString(run("profiles", "--json")).getAsJsonObject();
        assertThat(document.get("customers").getAsInt()).isEqualTo(4338);
        JsonObject monetary = document.getAsJsonObject("traits").getAsJsonObject("monetary");
        assertThat(monetary.get("label").getAsString()).isEqualTo("Spent");
        assertThat(monetary.getAsJsonObject("quantiles").get("0.5").getAsDouble())
                .isEqualTo(674.49);
        assertThat(document.getAsJsonObject("traits")
                        .getAsJsonObject("country")
                        .getAsJsonObject("levels")
                        .get("Germany")
                        .getAsDouble())
                .isEqualTo(94);
    }

    private String run(String command, String... words) throws Exception {
        return run(commands, command, words);
    }

    private static String run(ProfileCommands group, String name, String... words) throws Exception {
        Command command = group.commands().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        Console console = new Console(
                InputStream.nullInputStream(),
                bytes,
                OutputStream.nullOutputStream(),
                Path.of("").toAbsolutePath(),
                0,
                false);
        Invocation call =
                new Invocation(command, Arguments.parse(command, List.of(words)), console, new Running(), out);
        command.body().run(call);
        call.end();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private record Ids(String... ids) implements CustomerDirectory {
        @Override
        public int size() {
            return ids.length;
        }

        @Override
        public String id(int customer) {
            return ids[customer];
        }

        @Override
        public OptionalInt indexOf(String id) {
            int index = List.of(ids).indexOf(id);
            return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
        }

        @Override
        public Map<String, String> attributes(int customer) {
            return Map.of();
        }

        @Override
        public List<String> attributeNames() {
            return List.of();
        }
    }

    private static final class One implements Portraits {
        @Override
        public List<Trait> traits() {
            return PortraitTextTest.TRAITS;
        }

        @Override
        public Optional<Portrait> of(String customer) {
            return customer.equals("12347") ? Optional.of(PortraitTextTest.portrait()) : Optional.empty();
        }

        @Override
        public void catchUp(Progress progress) {}

        @Override
        public FeatureTable table(List<String> traits, Progress progress) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Summary summary() {
            return new Summary(
                    4338,
                    PortraitTextTest.NOW,
                    Map.of("monetary", List.of(1.0, 3.75, 307.4, 674.49, 1661.74, 280206.02)),
                    Map.of("country", levels()));
        }

        private static Map<String, Double> levels() {
            Map<String, Double> levels = new LinkedHashMap<>();
            levels.put("United Kingdom", 3920.0);
            levels.put("Germany", 94.0);
            return levels;
        }

        @Override
        public Population population() {
            return PortraitTextTest.POPULATION;
        }
    }
}
