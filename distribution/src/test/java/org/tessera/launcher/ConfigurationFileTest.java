// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.api.TesseraException;

class ConfigurationFileTest {
    @TempDir
    private Path folder;

    private ConfigurationFile read(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return ConfigurationFile.read(
                file, variable -> variable.equals("tessera.home") ? Optional.of("/h") : Optional.empty());
    }

    @Test
    void readsSettings() throws IOException {
        ConfigurationFile file = read(
                "org.x.cfg",
                "# a comment\n\n k = 5 \nurl=jdbc:h2:file:${tessera.home}/data;A=1\nwindows = C:\\data\nempty =\n"
                        + "names = [a, b ,c]\nlong = one \\\n   two\n");
        assertThat(file.pid()).isEqualTo("org.x");
        assertThat(file.instance()).isEmpty();
        assertThat(file.settings())
                .containsEntry("k", "5")
                .containsEntry("url", "jdbc:h2:file:/h/data;A=1")
                .containsEntry("windows", "C:\\data")
                .containsEntry("empty", "")
                .containsEntry("names", new String[] {"a", "b", "c"})
                .containsEntry("long", "one two")
                .hasSize(6);
    }

    @Test
    void dividesNothingInQuotes() throws IOException {
        ConfigurationFile file = read(
                "org.x.cfg",
                "rules = [boost category=\"Home, Garden\" 1.5, exclude category=12\" pipes, only category=8\" pipes,"
                        + " pin item=a at 1 country=\"Korea, Republic of\"]\nopen = [\"a, b]\n");
        assertThat(file.settings())
                .containsEntry("rules", new String[] {
                    "boost category=\"Home, Garden\" 1.5",
                    "exclude category=12\" pipes",
                    "only category=8\" pipes",
                    "pin item=a at 1 country=\"Korea, Republic of\""
                })
                .containsEntry("open", new String[] {"\"a", "b"});
    }

    @Test
    void aListGoesOnToItsBracket() throws IOException {
        ConfigurationFile file = read(
                "org.x.cfg",
                "rules = [boost category=Garden 1.5,\n   # not this one,\n\n   exclude category=Gift vouchers, \\\n"
                        + "   in stock]\nzone =\n");
        assertThat(file.settings())
                .containsEntry(
                        "rules",
                        new String[] {"boost category=Garden 1.5", "exclude category=Gift vouchers", "in stock"})
                .containsEntry("zone", "");
    }

    @Test
    void tellsInstancesOfOnePidApart() throws IOException {
        ConfigurationFile file = read("org.x~main.cfg", "k=1");
        assertThat(file.pid()).isEqualTo("org.x");
        assertThat(file.instance()).isEqualTo("main");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense      | :2: expected key = value, found \"nonsense\"",
                "= 3           | :2: expected key = value",
                "k = 2         | :2: k is set a second time",
                "a = [b, c     | :2: the list of a does not end",
                "a = ${nosuch} | :2: there is no ${nosuch}",
            })
    void namesTheLineThatIsWrong(String line, String message) {
        assertThatThrownBy(() -> read("org.x.cfg", "k = 1\n" + line))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("org.x.cfg" + message);
    }

    @Test
    void rejectsOtherEncodings() throws IOException {
        Path file = Files.write(folder.resolve("a.cfg"), "k = gr\u00fc\u00df".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ConfigurationFile.read(file, name -> Optional.empty()))
                .isInstanceOf(TesseraException.class)
                .hasMessageEndingWith("a.cfg is not UTF-8");
    }
}
