// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.TesseraException;
import org.tessera.api.segment.RuleSegment;
import org.tessera.engine.Stores;
import org.tessera.engine.profile.PortraitsOf;

/** Rule segments from their files, be they whole, damaged, written by hand, or written in part. */
class RuleFilesTest {
    @TempDir
    Path folder;

    private final RandomShop shop = new RandomShop();
    private final PortraitsOf host = new PortraitsOf(shop);
    private RuleService service;

    @BeforeEach
    void open() {
        service = start();
    }

    /** As after a restart. */
    private RuleService start() {
        return new RuleService(new Stores(shop, shop, shop), host.portraits(), folder.resolve("rules"));
    }

    private Path definitions() {
        return folder.resolve("rules").resolve("rules.json");
    }

    @Test
    void outlivesARestart() throws IOException {
        shop.buy(0, 0, 500);
        shop.buy(1, 0, 5);
        service.define("big", "spend(90d) > 200");
        shop.buy(1, 1, 500);
        RuleSegment before = service.all().get(0);
        assertThat(before.movements()).hasSize(1);
        shop.visitedSince();
        service = start();
        assertThat(service.all().get(0)).isEqualTo(before);
        assertThat(shop.visitedSince().isEmpty())
                .as("nobody is evaluated again")
                .isTrue();
        service = start();
        shop.buy(2, 95, 500);
        assertThat(service.members("big")).containsExactly("c2");
        assertThat(service.all().get(0).entered()).isEqualTo(1);
        assertThat(service.all().get(0).left()).isEqualTo(2);
    }

    @Test
    void damagedMembersAreWorkedOutAnew() throws IOException {
        shop.buy(0, 0, 500);
        service.define("big", "spend(90d) > 200");
        try (Stream<Path> files = Files.list(folder.resolve("rules"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".members")).toList()) {
                Files.write(file, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14});
            }
        }
        service = start();
        assertThat(service.members("big")).containsExactly("c0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"name\": \"big\", \"expression\": \"spend() > 1\"",
                "[{\"name\": \"big\", \"created\": \"2024-01-01T00:00:00Z\", \"updated\": \"2024-01-01T00:00:00Z\"}]",
                "[{\"name\": \"big\", \"expression\": \"true\", \"created\": \"soon\", \"updated\": \"soon\"}]",
                "{}",
                "[,]",
                "oops"
            })
    void damagedDefinitionsAreSaidAndLeftAlone(String text) throws IOException {
        shop.buy(0, 0, 500);
        service.define("big", "spend(90d) > 200");
        Files.writeString(definitions(), text);
        service = start();
        List<ThrowingCallable> calls = List.of(
                () -> service.all(),
                () -> service.members("big"),
                () -> service.evaluate("true"),
                () -> service.define("big", "true"),
                () -> service.drop("big"));
        assertThat(calls)
                .allSatisfy(call -> assertThatThrownBy(call).isInstanceOfSatisfying(TesseraException.class, e -> {
                    assertThat(e).hasMessageContaining(definitions().toString());
                    assertThat(e.hint()).contains("move it away");
                }));
        assertThat(service.of("c0")).isEmpty();
        assertThat(service.contains("big")).isFalse();
        assertThat(definitions()).hasContent(text);
    }

    @Test
    void definitionsOfAnotherCharacterSetAreSaid() throws IOException {
        service.define("big", "true");
        Files.write(definitions(), "[{\"name\": \"groß\"}]".getBytes(StandardCharsets.ISO_8859_1));
        service = start();
        assertThatThrownBy(() -> service.all())
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining(definitions() + " cannot be read: it is not in UTF-8");
    }

    @Test
    void aCircleMadeByHandBreaksThoseInItAlone() throws IOException {
        shop.buy(0, 0, 500);
        service.define("alone", "true");
        service.define("one", "true");
        service.define("other", "segment('one')");
        service.define("self", "true or false");
        service.define("user", "not segment('other')");
        String text = Files.readString(definitions())
                .replace("\"true\"", "\"segment('Other')\"")
                .replace("true or false", "segment('self')");
        Files.writeString(definitions(), text.replaceFirst("segment\\('Other'\\)", "true"));
        service = start();
        assertThat(service.of("c0")).contains("alone");
        assertThat(service.all())
                .extracting(rule -> rule.name() + ": " + rule.broken().orElse("whole"))
                .containsExactly(
                        "alone: whole",
                        "one: it refers to itself in a circle: one → Other → one",
                        "other: it refers to itself in a circle: other → one → Other",
                        "self: it refers to itself in a circle: self → self",
                        "user: whole");
        shop.buy(1, 1, 500);
        assertThat(service.members("alone")).containsExactly("c0", "c1");
        service.define("new", "segment('alone')");
        service.define("one", "spend() > 1");
        assertThat(service.members("other")).containsExactly("c0", "c1");
        assertThat(service.members("user")).isEmpty();
        service.drop("self");
        assertThat(service.all()).allSatisfy(rule -> assertThat(rule.broken()).isEmpty());
    }

    /** Only the file of the one that refers to the other cannot be written. */
    @Test
    void membersWrittenInPartAreBroughtUpTogether() throws IOException {
        shop.buy(0, 0, 500);
        service.define("a", "spend() > 100");
        service.define("z", "segment('a')");
        Path blocked = folder.resolve("rules")
                .resolve(UUID.nameUUIDFromBytes("z".getBytes(StandardCharsets.UTF_8)) + ".members.tmp");
        Files.createDirectory(blocked);
        shop.buy(1, 1, 500);
        assertThat(service.members("z")).containsExactly("c0", "c1");
        Files.delete(blocked);
        service = start();
        assertThat(service.members("a")).containsExactly("c0", "c1");
        assertThat(service.members("z")).containsExactly("c0", "c1");
    }
}
