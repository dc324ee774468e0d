// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tessera.store.StoreFixture.batch;
import static org.tessera.store.StoreFixture.entities;
import static org.tessera.store.StoreFixture.event;
import static org.tessera.store.StoreFixture.purchase;
import static org.tessera.store.StoreFixture.rejects;
import static org.tessera.store.StoreFixture.report;
import static org.tessera.store.StoreFixture.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.ingest.ImportReport;
import org.tessera.api.ingest.Reject;
import org.tessera.api.store.Intake;
import org.tessera.api.store.Intake.Detail;
import org.tessera.api.store.Intake.NewCustomer;
import org.tessera.api.store.Intake.NewItem;

class IntakeTest {
    private static final Reject BAD = new Reject("events.csv", 3, "unreadable time", "'soon' is no time", "ann,soon");

    @TempDir
    Path folder;

    private StoreFixture store;

    @BeforeEach
    void open() {
        store = new StoreFixture(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void customersAreAddedChangedOrLeft() {
        Intake.Written first = put(customer("ann", Map.of("age", "30")), customer("bob", Map.of()));
        Intake.Written second = put(
                customer("ann", Map.of("age", "31", "city", "Rome")),
                customer("bob", Map.of()),
                customer("zoe", Map.of()));
        store.reopen();

        assertThat(first).isEqualTo(new Intake.Written(2, 0));
        assertThat(second).isEqualTo(new Intake.Written(2, 1));
        assertThat(store.customers.size()).isEqualTo(3);
        assertThat(store.customers.id(2)).isEqualTo("zoe");
        assertThat(store.customers.attributes(0)).isEqualTo(Map.of("age", "31", "city", "Rome"));
        assertThat(store.customers.attributes(1)).isEmpty();
        assertThat(store.customers.attributeNames()).containsExactly("age", "city");
    }

    @Test
    void itemsAreAddedChangedOrLeft() {
        NewItem mug = new NewItem(
                "mug", "Blue mug", List.of("kitchen", "blue"), 4.5, "holds tea", Map.of("size", "L"), Optional.empty());
        NewItem bare = new NewItem("cup", "", List.of(), Double.NaN, "", Map.of(), Optional.empty());
        Intake.Written first = put(mug, bare);
        Intake.Written same = put(mug, bare);
        ItemCatalog before = store.items.catalog();
        Intake.Written priced = put(new NewItem("mug", "", List.of(), 5, "", Map.of("size", "M"), Optional.of(false)));
        ItemCatalog after = store.items.catalog();
        store.reopen();

        assertThat(first).isEqualTo(new Intake.Written(2, 0));
        assertThat(same).isEqualTo(new Intake.Written(0, 2));
        assertThat(priced).isEqualTo(new Intake.Written(1, 0));
        assertThat(before.price(0)).isEqualTo(4.5);
        assertThat(before.attributes(0)).isEqualTo(Map.of("size", "L"));
        for (ItemCatalog now : List.of(after, store.items.catalog())) {
            assertThat(now.size()).isEqualTo(2);
            assertThat(now.name(0)).isEqualTo("Blue mug");
            assertThat(now.categories(0)).containsExactly("kitchen", "blue");
            assertThat(now.price(0)).isEqualTo(5);
            assertThat(now.text(0)).isEqualTo("holds tea");
            assertThat(now.attributes(0)).isEqualTo(Map.of("size", "M"));
            assertThat(now.isProduct(0)).isFalse();
            assertThat(now.name(1)).isEqualTo("cup");
            assertThat(now.price(1)).isNaN();
            assertThat(now.indexOf("cup")).hasValue(1);
            assertThat(now.indexOf("jug")).isEmpty();
        }
    }

    @Test
    void aCatalogueDoesNotSeeItemsAddedLater() {
        put(new NewItem("mug", "", List.of(), 1, "", Map.of(), Optional.empty()));
        ItemCatalog before = store.items.catalog();
        put(new NewItem("cup", "", List.of(), 1, "", Map.of(), Optional.empty()));

        assertThat(before.size()).isEqualTo(1);
        assertThat(before.indexOf("cup")).isEmpty();
    }

    @Test
    void eventsFillGapsOfTheirCustomersAndItemsButOverwriteNothing() {
        Detail name = new Detail(Detail.Subject.ITEM, Detail.NAME);
        Detail category = new Detail(Detail.Subject.ITEM, Detail.CATEGORY);
        Detail colour = new Detail(Detail.Subject.ITEM, "colour");
        Detail country = new Detail(Detail.Subject.CUSTOMER, "country");
        try (Intake.Run run = store.intake.begin(source(name, category, colour, country))) {
            run.commit(batch(
                    event("ann", "mug", Event.PURCHASE, 10, 1, "", "", "", ""),
                    event("ann", "mug", Event.PURCHASE, 20, 1, "Mug", "", "blue", "Italy"),
                    event("bob", "mug", Event.PURCHASE, 30, 1, "MUG", "kitchen", "red", "")));
            run.commit(batch(
                    event("ann", "mug", Event.PURCHASE, 40, 1, "Cup", "x", "x", "Spain"),
                    event("bob", "cup", Event.PURCHASE, 50, 1, "Cup", "", "", "France")));
        }
        store.reopen();

        ItemCatalog items = store.items.catalog();
        assertThat(items.name(0)).isEqualTo("Mug");
        assertThat(items.categories(0)).containsExactly("kitchen");
        assertThat(items.attributes(0)).isEqualTo(Map.of("colour", "blue"));
        assertThat(items.name(1)).isEqualTo("Cup");
        assertThat(store.customers.attributes(0)).isEqualTo(Map.of("country", "Italy"));
        assertThat(store.customers.attributes(1)).isEqualTo(Map.of("country", "France"));
    }

    @Test
    void anItemsPriceIsTheOneItWasLastSoldAt() {
        store.importEvents(purchase("ann", "mug", 10, 1));
        assertThat(store.items.catalog().price(0)).isEqualTo(2.5);
        assertThat(store.items.catalog().isProduct(0)).isTrue();
    }

    @Test
    void aBrokenOffImportIsInTheHistoryAndTidiedUpByTheNext() {
        try (Intake.Run run = store.intake.begin(source())) {
            run.commit(batch(purchase("ann", "mug", 10, 1)));
        }
        store.reopen();
        assertThat(store.items.catalog().price(0)).isNaN();
        assertThat(store.intake.history()).singleElement().satisfies(broken -> {
            assertThat(broken.accepted()).isEqualTo(1);
            assertThat(broken.steps()).extracting(ImportReport.Step::name).containsExactly(ImportLog.BROKEN_OFF);
        });

        store.importEvents(purchase("bob", "cup", 20, 1));

        assertThat(store.items.catalog().price(0)).isEqualTo(2.5);
        assertThat(store.intake.history()).hasSize(2);
    }

    @Test
    void reportsAreKeptNewestFirst() {
        store.importEvents(purchase("ann", "mug", 10, 1));
        try (Intake.Run run = store.intake.begin(source())) {
            run.commit(rejects(BAD));
            run.finish(report(0, Map.of("unreadable time", 1L)));
        }
        store.reopen();

        assertThat(store.intake.history())
                .containsExactly(report(0, Map.of("unreadable time", 1L)), report(1, Map.of()));
    }

    @Test
    void rejectsAreKeptOnceAndNewestFirst() {
        Reject other = new Reject("events.csv", 9, "too few columns", "2 of 4", "a\0b,c");
        try (Intake.Run run = store.intake.begin(source())) {
            run.commit(rejects(BAD, other, BAD));
            run.commit(rejects(BAD));
        }
        store.reopen();
        try (Intake.Run run = store.intake.begin(source())) {
            run.commit(rejects(other));
        }

        assertThat(store.intake.rejectCount()).isEqualTo(2);
        assertThat(store.intake.rejects(10))
                .containsExactly(new Reject("events.csv", 9, "too few columns", "2 of 4", "a\uFFFDb,c"), BAD);
        assertThat(store.intake.rejects(1)).hasSize(1);
    }

    private static NewCustomer customer(String id, Map<String, String> attributes) {
        return new NewCustomer(id, new java.util.TreeMap<>(attributes));
    }

    private Intake.Written put(NewCustomer... customers) {
        try (Intake.Run run = store.intake.begin(source())) {
            return run.commit(entities(List.of(customers), List.of()));
        }
    }

    private Intake.Written put(NewItem... items) {
        try (Intake.Run run = store.intake.begin(source())) {
            return run.commit(entities(List.of(), List.of(items)));
        }
    }
}
