// SPDX-License-Identifier: Apache-2.0
package org.tessera.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.TesseraException;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.demo.Tour;
import org.tessera.api.ingest.Importer;
import org.tessera.api.measure.Evaluations;
import org.tessera.api.profile.Portraits;
import org.tessera.api.recommend.Recommendations;
import org.tessera.api.report.Reports;
import org.tessera.api.segment.Segments;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.ItemDirectory;

class ShopDemoTest {
    @TempDir
    Path folder;

    @Test
    void refusesAHomeWithOtherCustomers() {
        assertThatThrownBy(() -> demo(List.of("C0001", "17850"), List.of()).begin(folder, 20))
                .isInstanceOfSatisfying(
                        TesseraException.class, e -> assertThat(e.hint()).contains("--home DIR demo"))
                .hasMessageContaining("customer 17850");
    }

    @Test
    void refusesAHomeWithOtherItems() {
        assertThatThrownBy(() -> demo(List.of(), List.of("KIT-001", "85123A")).begin(folder, 20))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("item 85123A");
    }

    @Test
    void acceptsAHomeThatHoldsTheShopAlreadyAndWritesNothingBeforeTheFirstStep() {
        Tour tour = demo(List.of("C0001"), List.of("KIT-001", "WRAP")).begin(folder.resolve("new"), 20);
        assertThat(tour.steps())
                .extracting(Tour.Step::name)
                .containsExactly(
                        "sample shop",
                        "import customers",
                        "import items",
                        "import events",
                        "portraits",
                        "segment",
                        "train",
                        "evaluate recommend",
                        "recommend",
                        "report");
        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(tour::summary).isInstanceOf(IllegalStateException.class);
    }

    private static ShopDemo demo(List<String> customers, List<String> items) {
        CustomerDirectory known = fake(CustomerDirectory.class, customers);
        ItemCatalog catalog = fake(ItemCatalog.class, items);
        ItemDirectory directory = () -> catalog;
        return new ShopDemo(
                fake(Importer.class, List.of()),
                fake(Portraits.class, List.of()),
                fake(Segments.class, List.of()),
                fake(Recommendations.class, List.of()),
                fake(Evaluations.class, List.of()),
                fake(Reports.class, List.of()),
                known,
                directory);
    }

    /** Knows its ids and nothing else. */
    private static <T> T fake(Class<T> type, List<String> ids) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "size" -> ids.size();
                    case "id" -> ids.get((Integer) arguments[0]);
                    case "indexOf" -> OptionalInt.empty();
                    default -> throw new UnsupportedOperationException(method.toString());
                }));
    }
}
