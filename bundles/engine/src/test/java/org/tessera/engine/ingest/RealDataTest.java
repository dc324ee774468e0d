// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.ingest.ImportReport;

/** The shipped mappings on the data they are for. Counts were taken independently, by a script over the raw files. */
class RealDataTest {
    @TempDir
    Path folder;

    private ImportFixture home;

    @BeforeEach
    void open() {
        home = ImportFixture.shipped(folder);
    }

    @AfterEach
    void close() {
        home.close();
    }

    private static Path data(String name) {
        Optional<Path> file = ImportFixture.data(name);
        assumeTrue(file.isPresent(), name + " is not there; set tessera.data to the folder of the real data");
        return file.get();
    }

    @Test
    void onlineRetail() throws IOException {
        Path file = data("online-retail/online_retail.csv.gz");

        ImportReport report = home.mapped("events", file, "online-retail");

        assertThat(report.read()).isEqualTo(541_909);
        assertThat(report.duplicates()).isEqualTo(5268);
        assertThat(report.rejected()).isEmpty();
        assertThat(report.accepted()).isEqualTo(541_909 - 5268);
        assertThat(ImportFixture.steps(report))
                .containsEntry("exact duplicates dropped", 5268L)
                .containsEntry("cancellations that took back what was bought", 7398L)
                .containsEntry("cancellations of more than was bought", 56L)
                .containsEntry("cancellations without an earlier purchase", 1052L);
        assertThat(home.customers.size()).isEqualTo(4372);
        ItemCatalog items = home.items.catalog();
        assertThat(items.size()).isEqualTo(3958);
        assertThat(items.isProduct(items.indexOf("POST").orElseThrow())).isFalse();
        assertThat(items.isProduct(items.indexOf("85123A").orElseThrow())).isTrue();
        assertThat(items.name(items.indexOf("85123A").orElseThrow())).isEqualTo("WHITE HANGING HEART T-LIGHT HOLDER");
        assertThat(home.customers.attributes(home.customers.indexOf("17850").orElseThrow()))
                .isEqualTo(Map.of("country", "United Kingdom"));
        // The order of 80,995 paper birdies, cancelled twelve minutes later, is gone.
        assertThat(home.all()).noneMatch(event -> event.quantity() > 80_000);

        ImportReport again = home.mapped("events", file, "online-retail");

        assertThat(again.accepted()).isZero();
        assertThat(again.duplicates()).isEqualTo(541_909);
    }

    @Test
    void movieLens() throws IOException {
        Path ratings = data("ml-100k/u.data");

        ImportReport events = home.mapped("events", ratings, "movielens");
        ImportReport items = home.mapped("items", data("ml-100k/u.item"), "movielens");
        ImportReport people = home.mapped("customers", data("ml-100k/u.user"), "movielens");

        assertThat(events.accepted()).isEqualTo(100_000);
        assertThat(items.accepted()).isEqualTo(1682);
        assertThat(people.accepted()).isEqualTo(943);
        assertThat(home.customers.size()).isEqualTo(943);
        assertThat(home.items.catalog().size()).isEqualTo(1682);
        assertThat(home.all()).extracting(Event::type).containsOnly("rating");
        assertThat(home.all().stream().mapToDouble(Event::value).sum()).isEqualTo(352_986);
        ItemCatalog catalog = home.items.catalog();
        int toyStory = catalog.indexOf("1").orElseThrow();
        assertThat(catalog.name(toyStory)).isEqualTo("Toy Story (1995)");
        assertThat(catalog.categories(toyStory)).containsExactly("Animation", "Children's", "Comedy");
        assertThat(catalog.attributes(toyStory)).isEqualTo(Map.of("released", "01-Jan-1995"));
        assertThat(home.customers.attributes(home.customers.indexOf("1").orElseThrow()))
                .isEqualTo(Map.of("age", "24", "gender", "M", "occupation", "technician", "zip", "85711"));
    }

    @Test
    void groceries() throws IOException {
        Path baskets = data("groceries/groceries_baskets.csv");

        ImportReport report = home.mapped("events", baskets, "groceries");
        home.mapped("items", data("groceries/Groceries.labels"), "groceries");

        assertThat(report.rejected()).isEmpty();
        assertThat(report.accepted()).isEqualTo(39_279);
        assertThat(ImportFixture.steps(report)).containsEntry("baskets taken apart into items", 9700L);
        // Of the 9,835 lines 135 are blank.
        assertThat(home.customers.size()).isEqualTo(9700);
        assertThat(home.items.catalog().size()).isEqualTo(169);
        assertThat(home.items
                        .catalog()
                        .categories(home.items.catalog().indexOf("sausage").orElseThrow()))
                .containsExactly("WURSTWAREN");
        assertThat(home.mapped("events", baskets, "groceries").accepted()).isZero();
    }

    @Test
    void completeJourney() throws IOException {
        Path lines = data("complete-journey/transactions_sample.csv.gz");

        ImportReport report = home.mapped("events", lines, "complete-journey");
        home.mapped("items", data("complete-journey/products.csv.gz"), "complete-journey");
        home.mapped("customers", data("complete-journey/demographics.csv"), "complete-journey");

        assertThat(ImportFixture.steps(report)).containsEntry("lines without goods dropped", 416L);
        assertThat(report.accepted()).isEqualTo(74_584);
        int ice = home.items.catalog().indexOf("25671").orElseThrow();
        assertThat(home.items.catalog().name(ice)).isEqualTo("ICE - CRUSHED/CUBED");
        assertThat(home.items.catalog().categories(ice)).containsExactly("FRZN ICE");
        assertThat(home.customers.attributes(home.customers.indexOf("1001").orElseThrow()))
                .containsEntry("age", "45-54")
                .containsEntry("income", "50-74K");
    }
}
