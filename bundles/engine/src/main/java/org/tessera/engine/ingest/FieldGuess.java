// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Finds fields by what columns are usually called. */
final class FieldGuess {
    private static final List<String> CUSTOMER_NAMES = List.of(
            "customer",
            "customerid",
            "customerkey",
            "user",
            "userid",
            "client",
            "clientid",
            "member",
            "memberid",
            "visitor",
            "visitorid",
            "household",
            "householdid",
            "householdkey",
            "account",
            "accountid");
    private static final List<String> ITEM_NAMES = List.of(
            "item",
            "itemid",
            "product",
            "productid",
            "sku",
            "stockcode",
            "article",
            "articleid",
            "movie",
            "movieid",
            "asin");

    private static final Map<String, List<String>> EVENTS = events();
    private static final Map<String, List<String>> CUSTOMERS = Map.of("customer", orId(CUSTOMER_NAMES));
    private static final Map<String, List<String>> ITEMS = items();

    private FieldGuess() {}

    private static List<String> orId(List<String> names) {
        return Stream.concat(names.stream(), Stream.of("id")).toList();
    }

    private static Map<String, List<String>> events() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        names.put("customer", CUSTOMER_NAMES);
        names.put("item", ITEM_NAMES);
        names.put(
                "time",
                List.of(
                        "time",
                        "timestamp",
                        "datetime",
                        "date",
                        "eventtime",
                        "createdat",
                        "occurredat",
                        "orderdate",
                        "orderedat",
                        "invoicedate",
                        "purchasedate",
                        "purchasetime",
                        "transactiontimestamp",
                        "ts"));
        names.put("type", List.of("type", "event", "eventtype", "action", "behavior", "behaviour"));
        names.put("quantity", List.of("quantity", "qty", "units", "count"));
        names.put("price", List.of("price", "unitprice"));
        names.put("value", List.of("value", "amount", "total", "revenue", "sales", "salesvalue"));
        names.put(
                "order",
                List.of(
                        "order",
                        "orderid",
                        "orderno",
                        "invoice",
                        "invoiceno",
                        "transaction",
                        "transactionid",
                        "basket",
                        "basketid"));
        names.put("channel", List.of("channel", "source"));
        return names;
    }

    private static Map<String, List<String>> items() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        names.put("item", orId(ITEM_NAMES));
        names.put("name", List.of("name", "title", "itemname", "productname"));
        names.put("category", List.of("category", "categories", "genre", "genres", "department", "producttype"));
        names.put("price", List.of("price", "unitprice"));
        names.put("text", List.of("text", "description"));
        return names;
    }

    /** Fields found among columns. */
    static Map<String, FieldSpec> among(List<String> columns, Kind kind) {
        Map<String, FieldSpec> found = new LinkedHashMap<>();
        Map<String, List<String>> names = switch (kind) {
            case EVENTS -> EVENTS;
            case CUSTOMERS -> CUSTOMERS;
            case ITEMS -> ITEMS;
        };
        names.forEach((field, usual) -> find(columns, usual, field, found));
        if (kind == Kind.EVENTS && !found.containsKey("value")) {
            find(columns, List.of("rating", "stars", "score"), "value", found);
            if (found.containsKey("value") && !found.containsKey("type")) {
                found.put("type", FieldSpec.constant("rating"));
            }
        }
        return found;
    }

    private static void find(List<String> columns, List<String> usual, String field, Map<String, FieldSpec> found) {
        for (String name : usual) {
            for (String column : columns) {
                if (plain(column).equals(name)) {
                    found.put(field, FieldSpec.column(column));
                    return;
                }
            }
        }
    }

    /** A name without what people put between words. */
    private static String plain(String column) {
        return column.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
