// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.attributes;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tessera.api.strategy.SettingException;

/**
 * Names of traits made from names of attributes: lower case with underscores. A name without a letter that traits may
 * have, such as one in Chinese, becomes a number, and is still the trait's label. Safe for many threads.
 */
final class TraitNames {
    private static final int REMEMBERED = 1000;

    private final String prefix;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    TraitNames(String prefix) {
        this.prefix = prefix.strip();
        if (!this.prefix.matches("([a-z][a-z0-9_]*)?")) {
            throw new SettingException(
                    "prefix",
                    "'" + prefix + "' cannot begin the name of a trait",
                    "give lower-case letters, digits and underscores, beginning with a letter, or nothing");
        }
    }

    /** The name of the trait of an attribute. */
    String of(String attribute) {
        String name = known.get(attribute);
        if (name == null) {
            name = make(attribute);
            if (known.size() < REMEMBERED) {
                known.put(attribute, name);
            }
        }
        return name;
    }

    private String make(String attribute) {
        String plain =
                attribute.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
        if (!plain.matches(".*[a-z].*")) {
            plain = "attribute_" + (plain.isEmpty() ? Integer.toHexString(attribute.hashCode()) : plain);
        }
        return prefix + (prefix.isEmpty() && !plain.matches("[a-z].*") ? "attribute_" + plain : plain);
    }

    /** The name of an attribute as a person would write it. */
    static String label(String attribute) {
        String words = attribute.replace('_', ' ').strip();
        return words.isEmpty() ? attribute : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
