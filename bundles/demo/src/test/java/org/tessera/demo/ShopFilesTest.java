// SPDX-License-Identifier: Apache-2.0
package org.tessera.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopFilesTest {
    @TempDir
    Path folder;

    @Test
    void sameBytesEveryTime() throws IOException {
        Shop shop = Shop.open(Shop.SEED, 300);
        ShopFiles.write(shop, folder);
        List<byte[]> first = contents();
        ShopFiles.write(Shop.open(Shop.SEED, 300), folder);
        assertThat(contents()).containsExactlyElementsOf(first);
    }

    @Test
    void theShopIsTheOneThatTheGuideSpeaksOf() throws IOException {
        // Whoever changes the shop changes ids in the guide and figures in the docs: this digest says that it changed.
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        ShopFiles.events(Shop.open(Shop.SEED, Shop.CUSTOMERS), events);
        assertThat(digest(events.toByteArray())).isEqualTo("cc732b31231c0b5d");
    }

    @Test
    void eventsHaveBadRowsAmongGoodOnes() throws IOException {
        Shop shop = Shop.open(Shop.SEED, 300);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ShopFiles.events(shop, bytes);
        List<String> lines = bytes.toString(StandardCharsets.ISO_8859_1).lines().toList();
        assertThat(lines.get(0)).isEqualTo("customer,item,type,time,quantity,price,order,channel");
        assertThat(lines).hasSize(1 + shop.events().size() + BadRows.COUNT);
        assertThat(lines)
                .anyMatch(line -> line.contains(",31/31/2024,"))
                .anyMatch(line -> line.contains(",-4.95,"))
                .anyMatch(line -> line.endsWith("caf\u00e9"))
                .anyMatch(line -> line.split(",", -1).length == 7)
                .anyMatch(line -> line.split(",", -1).length == 9)
                .anyMatch(line -> line.length() > 5000)
                .anyMatch(line -> line.startsWith(","))
                .anyMatch(line -> line.startsWith("TEST,"));
    }

    @Test
    void namesWithCommasAreQuoted() throws IOException {
        StringWriter items = new StringWriter();
        ShopFiles.items(Shop.open(Shop.SEED, 1), items);
        assertThat(items.toString().lines())
                .hasSize(1 + 396 + 1)
                .anyMatch(line -> line.startsWith("TEA-002,\"Earthenware Tea Cups, Set of 4\",Tea & Coffee,"));
    }

    @Test
    void truthIsNotInTheImportedFiles() throws IOException {
        Shop shop = Shop.open(Shop.SEED, 50);
        StringWriter customers = new StringWriter();
        ShopFiles.customers(shop, customers);
        assertThat(customers.toString()).doesNotContain("gardener", "lapsed", "big_spender");
        StringWriter truth = new StringWriter();
        ShopFiles.truth(shop, truth);
        assertThat(truth.toString()).startsWith("customer,rhythm,taste,style\nC0001,");
    }

    private List<byte[]> contents() throws IOException {
        try (GZIPInputStream events = new GZIPInputStream(Files.newInputStream(folder.resolve(ShopFiles.EVENTS)))) {
            return List.of(
                    Files.readAllBytes(folder.resolve(ShopFiles.CUSTOMERS)),
                    Files.readAllBytes(folder.resolve(ShopFiles.ITEMS)),
                    events.readAllBytes(),
                    Files.readAllBytes(folder.resolve(ShopFiles.TRUTH)));
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
