// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tessera.api.TesseraException;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.ItemFilter;
import org.tessera.engine.testing.MemoryStore;

class ShelfTest {
    private final Shelf shelf = new Shelf(store().catalog());

    private static MemoryStore store() {
        MemoryStore store = new MemoryStore();
        for (String item : List.of("spade", "vase", "doll", "postage")) {
            store.purchase("ann", item, 1);
        }
        return store.category("spade", "Garden", "Tools")
                .category("vase", "Garden")
                .category("doll", "Toys")
                .attribute("spade", "price", "20")
                .attribute("spade", "cost", "15")
                .attribute("spade", "stock", "0")
                .attribute("vase", "price", "5")
                .attribute("vase", "margin", "0.5")
                .attribute("vase", "stock", "3")
                .notAProduct("postage");
    }

    private List<String> ids(ItemSet set) {
        return IntStream.range(0, shelf.catalog().size())
                .filter(set::contains)
                .mapToObj(shelf.catalog()::id)
                .toList();
    }

    private static ItemFilter filter(double lowest, double highest, boolean stock, double margin) {
        return new ItemFilter(List.of(), List.of(), lowest, highest, stock, margin);
    }

    @Test
    void conditionsSelectProducts() {
        double open = Double.NaN;
        assertThat(ids(shelf.matching(ItemFilter.none()))).containsExactly("spade", "vase", "doll");
        assertThat(ids(shelf.matching(filter(6, open, false, open)))).containsExactly("spade", "doll");
        assertThat(ids(shelf.matching(filter(open, 10, false, open)))).containsExactly("vase", "doll");
        assertThat(ids(shelf.matching(filter(open, open, true, open)))).containsExactly("vase", "doll");
        assertThat(ids(shelf.matching(filter(open, open, false, .25)))).containsExactly("spade", "vase");
        assertThat(ids(shelf.matching(filter(open, open, false, .3)))).containsExactly("vase");
        ItemFilter garden = new ItemFilter(List.of("garden"), List.of("Tools"), open, open, false, open);
        assertThat(ids(shelf.matching(garden))).containsExactly("vase");
        assertThat(shelf.matching(garden)).isSameAs(shelf.matching(garden));
    }

    @Test
    void whatIsNotThereIsToldWithWhatWasMeant() {
        assertThatThrownBy(() -> shelf.category("Gardn"))
                .hasMessage("no category Gardn")
                .isInstanceOfSatisfying(
                        TesseraException.class, e -> assertThat(e.hint()).isEqualTo("did you mean Garden?"));
        assertThatThrownBy(() -> shelf.item("dall", "in the basket")).hasMessage("no item dall (in the basket)");
        assertThatThrownBy(() -> filter(20, 5, false, Double.NaN))
                .hasMessage("the range of prices is upside down: from 20.0 to 5.0");
    }

    @Test
    void itemsAreAlikeByWhatTheyHaveInCommon() {
        Features features = shelf.features();
        assertThat(features.of(0, 1)).isEqualTo(1.0 / 4);
        assertThat(features.of(0, 2)).isZero();
        assertThat(features.of(3, 3)).isZero();
        assertThat(features.mainCategory(0)).isEqualTo(features.categories(1)[0]);
        assertThat(features.mainCategory(3)).isEqualTo(-1);
    }
}
