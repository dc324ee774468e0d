// SPDX-License-Identifier: Apache-2.0
package org.tessera.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * The sample shop as files that anybody could have exported: {@code customers.csv}, {@code items.csv} and
 * {@code events.csv.gz}, some rows of which are bad on purpose; and beside them {@code truth.csv}, which is not imported.
 */
final class ShopFiles {
    static final String CUSTOMERS = "customers.csv";
    static final String ITEMS = "items.csv";
    static final String EVENTS = "events.csv.gz";
    static final String TRUTH = "truth.csv";

    /** Name of the mapping that fits these files, with rules for what is in them beside products and customers. */
    static final String MAPPING = "sample-shop";

    private ShopFiles() {}

    /**
     * Writes all files of a shop into a folder that is there, over those of the same names.
     *
     * @throws IOException if one cannot be written
     */
    static void write(Shop shop, Path folder) throws IOException {
        try (Writer out = Files.newBufferedWriter(folder.resolve(CUSTOMERS))) {
            customers(shop, out);
        }
        try (Writer out = Files.newBufferedWriter(folder.resolve(ITEMS))) {
            items(shop, out);
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(EVENTS)), 1 << 16)) {
            events(shop, out);
        }
        try (Writer out = Files.newBufferedWriter(folder.resolve(TRUTH))) {
            truth(shop, out);
        }
    }

    static void customers(Shop shop, Writer out) throws IOException {
        out.write("customer,age_band,region,newsletter\n");
        for (Customer customer : shop.customers()) {
            // Some never said how old they are.
            String age = customer.index() % 23 == 7 ? "" : customer.ageBand();
            String newsletter = customer.newsletter() ? "yes" : "no";
            line(out, customer.id(), age, customer.region(), newsletter);
        }
        out.write(",40-49,north,yes\n");
    }

    static void items(Shop shop, Writer out) throws IOException {
        out.write("item,name,category,price,style,text\n");
        for (Item item : shop.catalogue().items()) {
            line(
                    out,
                    item.id(),
                    item.name(),
                    item.category().label(),
                    money(item.cents()),
                    item.style().label(),
                    item.text());
        }
        out.write("GIF-001,\"Gift Card, Any Amount\",Stationery,any,classic,\n");
    }

    /** Events in UTF-8 but for some of the bad rows, which is why this takes bytes. */
    static void events(Shop shop, OutputStream bytes) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), 1 << 16);
        out.write("customer,item,type,time,quantity,price,order,channel\n");
        Map<Integer, String> orders = new HashMap<>();
        BadRows bad = new BadRows(shop.events().size());
        int row = 0;
        for (ShopEvent event : shop.events()) {
            String line = row(event, orders);
            out.write(line);
            if (bad.dueAfter(row)) {
                out.flush();
                bytes.write(bad.next(line));
            }
            row++;
        }
        out.flush();
    }

    private static String row(ShopEvent event, Map<Integer, String> orders) {
        boolean trade = event.quantity() > 0;
        String order = trade
                ? orders.computeIfAbsent(event.visit(), visit -> String.format(Locale.ROOT, "R%05d", orders.size() + 1))
                : "";
        return String.join(
                        ",",
                        event.customer().id(),
                        event.item().id(),
                        event.type(),
                        event.time().toString(),
                        trade ? Integer.toString(event.quantity()) : "",
                        trade ? money(event.cents()) : "",
                        order,
                        event.channel())
                + "\n";
    }

    static void truth(Shop shop, Writer out) throws IOException {
        out.write("customer,rhythm,taste,style\n");
        for (Customer customer : shop.customers()) {
            line(
                    out,
                    customer.id(),
                    customer.rhythm().label(),
                    customer.taste().label(),
                    customer.style().label());
        }
    }

    private static String money(int cents) {
        return cents / 100 + "." + cents % 100 / 10 + cents % 10;
    }

    private static void line(Writer out, String... fields) throws IOException {
        for (int k = 0; k < fields.length; k++) {
            if (k > 0) {
                out.write(',');
            }
            out.write(quoted(fields[k]));
        }
        out.write('\n');
    }

    /** RFC 4180, section 2. */
    private static String quoted(String field) {
        return field.indexOf(',') < 0 && field.indexOf('"') < 0 && field.indexOf('\n') < 0
                ? field
                : '"' + field.replace("\"", "\"\"") + '"';
    }
}
