// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Event;
import org.tessera.api.ingest.ImportReport;
import org.tessera.api.ingest.ImportRequest;
import org.tessera.api.ingest.Reject;

class FileImporterTest {
    @TempDir
    Path folder;

    private ImportFixture home;

    @BeforeEach
    void open() throws IOException {
        home = new ImportFixture(folder, Files.createDirectory(folder.resolve("mappings")));
    }

    @AfterEach
    void close() {
        home.close();
    }

    private static ImportRequest request(
            String kind, Path file, Map<String, String> map, Map<String, String> set, boolean strict) {
        return new ImportRequest(
                kind,
                file,
                Optional.empty(),
                map,
                set,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                strict);
    }

    private Path mapping(String text) throws IOException {
        return Files.writeString(folder.resolve("mappings").resolve("own.json"), text);
    }

    @Test
    void fieldsAreFoundByTheNamesOfTheColumns() throws IOException {
        Path file = home.file(
                "orders.csv",
                "Customer ID,SKU,Order Date,Qty,Unit Price,invoice_no\nann,mug,2026-01-31 18:00,2,4.50,o1\n");

        ImportReport report = home.run("events", file);

        assertThat(report.accepted()).isEqualTo(1);
        assertThat(report.mapping()).contains("customer=Customer ID", "item=SKU", "time=Order Date");
        assertThat(home.all()).containsExactly(new Event(0, 0, "purchase", 1769882400000L, 9.0, 2, 4.5, "o1", ""));
        assertThat(home.customers.id(0)).isEqualTo("ann");
        assertThat(home.items.catalog().price(0)).isEqualTo(4.5);
    }

    @Test
    void ratingsAreFoundByName() throws IOException {
        home.run("events", home.file("r.csv", "userId,movieId,rating,timestamp\n1,31,2.5,1260759144\n"));

        assertThat(home.all()).containsExactly(new Event(0, 0, "rating", 1260759144000L, 2.5, 1, Double.NaN, "", ""));
    }

    @Test
    void jsonLinesAndCsvOfTheSameEventsAreTheSame() throws IOException {
        Path csv = home.file("a.csv", "user,item,time,quantity\nann,mug,2026-01-31T18:00:00Z,2\n");
        Path json = home.file(
                "a.jsonl", "{\"user\":\"ann\",\"item\":\"mug\",\"time\":\"2026-01-31T18:00:00Z\",\"quantity\":2.0}\n");

        assertThat(home.run("events", csv).accepted()).isEqualTo(1);
        ImportReport second = home.run("events", json);

        assertThat(second.accepted()).isZero();
        assertThat(second.duplicates()).isEqualTo(1);
    }

    @Test
    void aSecondImportChangesNothingAndSaysSo() throws IOException {
        StringBuilder text = new StringBuilder("user,item,time\n");
        for (int k = 0; k < 10_000; k++) {
            text.append("u")
                    .append(k % 97)
                    .append(",i")
                    .append(k % 31)
                    .append(",")
                    .append(1_600_000_000L + k * 977L)
                    .append("\n");
        }
        Path file = home.file("events.csv", text.append("u1,,x\n").toString());

        ImportReport first = home.run("events", file);
        var extent = home.events.extent();
        ImportReport second = home.run("events", file);

        assertThat(first.read()).isEqualTo(10_001);
        assertThat(first.accepted()).isEqualTo(10_000);
        assertThat(first.rejected()).containsExactly(Map.entry("missing item", 1L));
        assertThat(second.accepted()).isZero();
        assertThat(second.duplicates()).isEqualTo(10_000);
        assertThat(second.rejected()).isEqualTo(first.rejected());
        assertThat(home.events.extent()).isEqualTo(extent);
        assertThat(home.importer.rejectCount()).isEqualTo(1);
        assertThat(home.importer.history()).containsExactly(second, first);
    }

    @Test
    void badRecordsGoToQuarantineAndTheOthersIn() throws IOException {
        Path file = home.file(
                "events.csv",
                "user,item,time,quantity,price\n"
                        + "ann,mug,2026-01-31,1,2\n"
                        + "ann,mug,2026-02-30,1,2\n"
                        + "ann,mug,2026-01-31,two,2\n"
                        + "ann,mug,2026-01-31,1\n"
                        + ",mug,2026-01-31,1,2\n"
                        + "ann,mug,2026-01-31,-1,2\n"
                        + "ann,mug,2026-01-31,3,-2\n"
                        + "ann,mug,0026-01-31,3,2\n"
                        + "ann," + "x".repeat(300) + ",2026-01-31,3,2\n"
                        + "ann,mug,,3,2\n"
                        + "bob,mug,2026-01-31,1,Infinity\n"
                        + "bob,mug,2026-01-31,1,2\n");

        ImportReport report = home.run("events", file);

        assertThat(report.read()).isEqualTo(12);
        assertThat(report.accepted()).isEqualTo(2);
        assertThat(report.rejected())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "unreadable time", 1L,
                        "unreadable number", 2L,
                        "wrong number of columns", 1L,
                        "missing customer", 1L,
                        "impossible value", 3L,
                        "over-long field", 1L,
                        "missing time", 1L));
        List<Reject> rejects = home.importer.rejects(100);
        assertThat(rejects).hasSize(10);
        Reject first = rejects.get(9);
        assertThat(first.file()).isEqualTo(file.toString());
        assertThat(first.line()).isEqualTo(3);
        assertThat(first.reason()).isEqualTo("unreadable time");
        assertThat(first.detail()).contains("2026-02-30");
        assertThat(first.raw()).isEqualTo("ann,mug,2026-02-30,1,2");
    }

    @Test
    void aStrictImportKeepsNothingOfAFileWithABadRecord() throws IOException {
        Path file = home.file("events.csv", "user,item,time\nann,mug,2026-01-31\nbob,mug,soon\n");

        assertThatThrownBy(() -> home.run(request("events", file, Map.of(), Map.of(), true)))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("events.csv:3")
                .hasMessageContaining("soon");

        assertThat(home.events.extent().last()).isZero();
        assertThat(home.importer.rejectCount()).isZero();
        assertThat(home.importer.history()).isEmpty();
        Path good = home.file("good.csv", "user,item,time\nann,mug,2026-01-31\n");
        assertThat(home.run(request("events", good, Map.of(), Map.of(), true)).accepted())
                .isEqualTo(1);
    }

    @Test
    void whatIsWrongWithARequestIsSaidBeforeAnythingIsWritten() throws IOException {
        Path file = home.file("odd.csv", "who,what,when\nann,mug,2026-01-31\n");
        refused(request("events", folder.resolve("none.csv"), Map.of(), Map.of(), false), "no file");
        refused(request("things", file, Map.of(), Map.of(), false), "things");
        refused(request("events", file, Map.of(), Map.of(), false), "customer or item");
        refused(request("events", file, Map.of("customer", "who"), Map.of(), false), "time");
        refused(request("events", file, Map.of("customer", "whom"), Map.of("time", "2026-01-01"), false), "whom");
        refused(request("events", file, Map.of("shoe", "who"), Map.of(), false), "shoe");
        refused(ImportRequest.of("events", file, Optional.of("none")), "no mapping 'none'");
        refused(ImportRequest.of("events", file, Optional.of("../own")), "no mapping");
        refused(request("customers", file, Map.of(), Map.of(), false), "customer");

        assertThat(home.importer.history()).isEmpty();
        assertThat(home.events.extent().last()).isZero();
    }

    private void refused(ImportRequest request, String saying) {
        assertThatThrownBy(() -> home.run(request))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining(saying)
                .satisfies(e -> assertThat(((TesseraException) e).hint()).isNotBlank());
    }

    @Test
    void optionsGoBeforeWhatIsFound() throws IOException {
        Path file = home.file("views.txt", "x;31/01/2026;ann\ny;01/02/2026;bob\n");

        ImportReport report = home.run(new ImportRequest(
                "events",
                file,
                Optional.empty(),
                Map.of("item", "what"),
                Map.of("type", "view", "channel", "web"),
                Optional.of(";"),
                Optional.of("ISO-8859-1"),
                Optional.of(false),
                List.of("what", "date", "user"),
                Optional.of("dd/MM/yyyy"),
                false));

        assertThat(report.accepted()).isEqualTo(2);
        assertThat(home.all()).extracting(Event::type).containsOnly("view");
        assertThat(home.all()).extracting(Event::channel).containsOnly("web");
        assertThat(home.all()).extracting(Event::time).containsExactly(1769817600000L, 1769904000000L);
    }

    @Test
    void rulesOfAMappingCleanInOrderAndCount() throws IOException {
        mapping("""
                {
                  // comments are allowed
                  "events": {
                    "format": {"separator": ";", "header": false, "columns": ["c", "i", "t", "q", "p", "o"]},
                    "decimal": ",",
                    "fields": {
                      "customer": {"column": "c", "optional": true, "replace": {"^k-": ""}},
                      "item": {"column": "i", "case": "upper"},
                      "time": {"column": "t", "format": ["dd.MM.yyyy"], "zone": "Europe/Berlin"},
                      "quantity": "q", "price": "p", "order": "o"
                    },
                    "rules": [
                      {"name": "returns", "when": {"quantity": {"below": 0}}, "set": {"type": "cancel"}, "absolute": "quantity"},
                      {"name": "postage", "when": {"item": ["POST"]}, "product": false, "aside": true, "set": {"type": "fee"}},
                      {"name": "tests", "when": {"order": {"starts": "test", "not": {"is": "test-ok"}}}, "drop": true},
                      {"name": "too dear", "when": {"price": {"at_least": 1000}}, "reject": true},
                      {"name": "nobody", "when": {"customer": {"missing": true}}}
                    ]
                  }
                }
                """);
        Path file = home.file(
                "sales.csv",
                "k-ann;mug;01.02.2026;3;2,50;a1\n"
                        + "ann;MUG;02.02.2026;-1;2,50;a2\n"
                        + "ann;post;01.02.2026;1;4,90;a1\n"
                        + "ann;mug;01.02.2026;1;2,50;test-1\n"
                        + "ann;mug;01.02.2026;1;2,50;test-ok\n"
                        + "bob;tv;01.02.2026;1;1.000,00;a3\n"
                        + ";mug;01.02.2026;1;2,50;a4\n");

        ImportReport report = home.mapped("events", file, "own");

        assertThat(report.read()).isEqualTo(7);
        assertThat(report.accepted()).isEqualTo(5);
        assertThat(report.rejected()).isEqualTo(Map.of("tests", 1L, "too dear", 1L));
        assertThat(ImportFixture.steps(report))
                .containsExactly(
                        Map.entry("exact duplicates dropped", 0L),
                        Map.entry("returns", 1L),
                        Map.entry("postage", 1L),
                        Map.entry("tests", 1L),
                        Map.entry("too dear", 1L),
                        Map.entry("nobody", 1L),
                        Map.entry("cancellations that took back what was bought", 1L),
                        Map.entry("cancellations of more than was bought", 0L),
                        Map.entry("cancellations without an earlier purchase", 0L));
        assertThat(home.all())
                .extracting(Event::customer, Event::quantity, Event::value)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(0, 3.0, 7.5),
                        org.assertj.core.groups.Tuple.tuple(Event.NONE, 1.0, 2.5));
        assertThat(home.all().get(0).time()).isEqualTo(1769900400000L);
        assertThat(home.items
                        .catalog()
                        .isProduct(home.items.catalog().indexOf("POST").orElseThrow()))
                .isFalse();
        assertThat(home.importer.rejects(10))
                .singleElement()
                .satisfies(reject -> assertThat(reject.reason()).isEqualTo("too dear"));
    }

    @Test
    void aMappingThatDoesNotFitIsNamedByItsPlace() throws IOException {
        Path file = home.file("a.csv", "user,item,time\n");
        String frame = "{\"events\": {\"fields\": {\"customer\": \"user\", \"time\": \"time\"}, %s}}";
        wrongMapping(file, "{\"events\": [1}", "own.json is no JSON");
        wrongMapping(file, "{\"event\": {}}", "no 'event'");
        wrongMapping(file, "{\"items\": {}}", "nothing about events");
        wrongMapping(file, String.format(frame, "\"rulez\": []"), "events: there is no 'rulez'");
        wrongMapping(file, String.format(frame, "\"rules\": [{\"when\": {}}]"), "events.rules[0]");
        wrongMapping(file, String.format(frame, "\"rules\": [{\"name\": \"a\", \"when\": {\"shoe\": \"x\"}}]"), "shoe");
        wrongMapping(
                file,
                String.format(frame, "\"rules\": [{\"name\": \"a\", \"when\": {\"item\": {\"matches\": \"(\"}}}]"),
                "regular expression");
        wrongMapping(
                file,
                String.format(frame, "\"rules\": [{\"name\": \"a\", \"aside\": true, \"drop\": true}]"),
                "exclude");
        wrongMapping(file, "{\"events\": {\"fields\": {\"time\": {\"column\": \"t\", \"value\": \"x\"}}}}", "one of");
        wrongMapping(
                file,
                "{\"events\": {\"fields\": {\"item\": \"item\", \"time\": {\"column\": \"time\", \"zone\": \"Moon\"}}}}",
                "Moon");
    }

    private void wrongMapping(Path file, String text, String saying) throws IOException {
        mapping(text);
        refused(ImportRequest.of("events", file, Optional.of("own")), saying);
    }

    @Test
    void anIdIsTheIdentityOfARecord() throws IOException {
        Path file = home.file("a.csv", "event_id,user,time\n1,ann,2026-01-31\n2,ann,2026-01-31\n1,ann,2026-01-31\n");

        ImportReport report = home.run(request("events", file, Map.of("id", "event_id"), Map.of(), false));

        assertThat(report.accepted()).isEqualTo(2);
        assertThat(report.duplicates()).isEqualTo(1);
    }

    @Test
    void customersAndItemsAreAddedAndChanged() throws IOException {
        Path people = home.file("people.csv", "id,age,city\nann,30,Rome\nbob,,\n,1,x\n");
        Path goods = home.file(
                "goods.jsonl",
                "{\"sku\":\"mug\",\"title\":\"Mug\",\"category\":[\"kitchen\",\"blue\"],\"price\":4.5,\"size\":\"L\"}\n");

        ImportReport first = home.run("customers", people);
        ImportReport again = home.run("customers", people);
        home.run("items", goods);

        assertThat(first.accepted()).isEqualTo(2);
        assertThat(first.rejected()).isEqualTo(Map.of("missing customer", 1L));
        assertThat(again.accepted()).isZero();
        assertThat(again.duplicates()).isEqualTo(2);
        assertThat(home.customers.attributes(0)).isEqualTo(Map.of("age", "30", "city", "Rome"));
        assertThat(home.items.catalog().name(0)).isEqualTo("Mug");
        assertThat(home.items.catalog().categories(0)).containsExactly("kitchen", "blue");
        assertThat(home.items.catalog().price(0)).isEqualTo(4.5);
        assertThat(home.items.catalog().attributes(0)).isEqualTo(Map.of("size", "L"));
    }

    @Test
    void aCancelledImportKeepsWhatItReportedAndIsCompletedByTheNext() throws IOException {
        StringBuilder text = new StringBuilder("user,item,time\n");
        for (int k = 0; k < 30_000; k++) {
            text.append("u,i").append(k).append(",").append(1_600_000_000L + k).append("\n");
        }
        Path file = home.file("events.csv", text.toString());
        long[] reported = new long[1];

        assertThatThrownBy(() ->
                        home.importer.run(ImportRequest.of("events", file, Optional.empty()), (phase, done, total) -> {
                            reported[0] = home.events.extent().last();
                            if (reported[0] > 8000) {
                                throw new java.util.concurrent.CancellationException("enough");
                            }
                        }))
                .isInstanceOf(java.util.concurrent.CancellationException.class);

        assertThat(home.events.extent().last()).isEqualTo(reported[0]).isBetween(8001L, 29_999L);
        ImportReport rest = home.run("events", file);
        assertThat(rest.duplicates()).isEqualTo(reported[0]);
        assertThat(rest.accepted()).isEqualTo(30_000 - reported[0]);
    }

    @Test
    void whatABrokenOffImportLeftOpenIsSettledWhateverComesNext() throws IOException {
        StringBuilder text = new StringBuilder("user,item,type,time,quantity\n");
        for (int k = 0; k < 200; k++) {
            text.append("u%d,mug,purchase,%d,2%n".formatted(k, 1_600_000_000L + k));
            text.append("u%d,mug,cancel,%d,2%n".formatted(k, 1_600_001_000L + k));
        }
        for (int k = 0; k < 30_000; k++) {
            text.append("late,i%d,view,%d,1%n".formatted(k, 1_600_010_000L + k));
        }
        Path file = home.file("events.csv", text.toString());
        assertThatThrownBy(() ->
                        home.importer.run(ImportRequest.of("events", file, Optional.empty()), (phase, done, total) -> {
                            if (home.events.extent().last() > 0) {
                                throw new java.util.concurrent.CancellationException("enough");
                            }
                        }))
                .isInstanceOf(java.util.concurrent.CancellationException.class);
        assertThat(home.all()).anyMatch(event -> event.type().equals("cancel"));

        home.run("items", home.file("items.csv", "item,name\nmug,Mug\n"));
        home.run("events", file);

        assertThat(home.all()).hasSize(30_000).allMatch(event -> event.type().equals("view"));
    }
}
