// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.store.StateStore.Cursor;
import org.tessera.api.store.StateStore.State;

class StatesTest {
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
    void aNewProfilerHasNothing() {
        assertThat(store.states.cursor("rfm")).isEqualTo(Cursor.START);
        assertThat(store.states.find("rfm", 0)).isEmpty();
        store.states.visit("rfm", (customer, state) -> assertThat(customer).isNull());
    }

    @Test
    void statesComeBackByCustomer() {
        Map<Integer, State> many = new HashMap<>();
        for (int customer = 0; customer < 10_000; customer += 2) {
            many.put(customer, new State(new byte[] {(byte) customer, 1}, customer));
        }
        store.states.save("behaviour", new Cursor("a", 5, 0), Map.of(0, new State(new byte[] {9}, 1)));
        store.states.save("rfm", new Cursor("v1", 100, 2), many);
        store.states.save("rfm", new Cursor("v1", 200, 3), Map.of(2, new State(new byte[] {7}, 99), 3, state(3)));
        store.reopen();

        List<Integer> customers = new ArrayList<>();
        store.states.visit("rfm", (customer, state) -> customers.add(customer));
        assertThat(customers).hasSize(5001).isSorted().contains(3);
        assertThat(store.states.cursor("rfm")).isEqualTo(new Cursor("v1", 200, 3));
        assertThat(store.states.find("rfm", 2).orElseThrow().bytes()).containsExactly(7);
        assertThat(store.states.find("rfm", 2).orElseThrow().newest()).isEqualTo(99);
        assertThat(store.states.find("rfm", 5)).isEmpty();
        assertThat(store.states.find("behaviour", 0).orElseThrow().bytes()).containsExactly(9);
    }

    @Test
    void aForgottenProfilerStartsOverAndLeavesTheOthers() {
        store.states.save("rfm", new Cursor("v1", 1, 0), Map.of(0, state(0)));
        store.states.save("behaviour", new Cursor("v1", 1, 0), Map.of(0, state(0)));

        store.states.clear("rfm");
        store.states.clear("unheard-of");

        assertThat(store.states.cursor("rfm")).isEqualTo(Cursor.START);
        assertThat(store.states.find("rfm", 0)).isEmpty();
        assertThat(store.states.find("behaviour", 0)).isPresent();
    }

    private static State state(int value) {
        return new State(new byte[] {(byte) value}, value);
    }
}
