// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists and maps as the JSON texts in which columns hold them. */
final class Texts {
    private Texts() {}

    static String of(Map<String, ?> map) {
        JsonObject object = new JsonObject();
        map.forEach((name, value) -> {
            if (value instanceof Number number) {
                object.addProperty(name, number);
            } else {
                object.addProperty(name, value.toString());
            }
        });
        return object.toString();
    }

    static String of(List<String> list) {
        JsonArray array = new JsonArray();
        list.forEach(array::add);
        return array.toString();
    }

    static Map<String, String> strings(String text) {
        Map<String, String> map = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry :
                JsonParser.parseString(text).getAsJsonObject().entrySet()) {
            map.put(entry.getKey(), entry.getValue().getAsString());
        }
        return map;
    }

    static Map<String, Long> counts(String text) {
        Map<String, Long> map = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry :
                JsonParser.parseString(text).getAsJsonObject().entrySet()) {
            map.put(entry.getKey(), entry.getValue().getAsLong());
        }
        return map;
    }

    static List<String> list(String text) {
        List<String> list = new ArrayList<>();
        JsonParser.parseString(text).getAsJsonArray().forEach(element -> list.add(element.getAsString()));
        return list;
    }
}
