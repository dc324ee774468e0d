// SPDX-License-Identifier: Apache-2.0
package org.tessera.demo;

import java.util.Locale;
import java.util.Map;

/** What a customer likes: the truth that segments and recommendations can be held against. */
enum Taste {
    COOK(Map.of(Category.KITCHEN, 8.0, Category.PANTRY, 8.0, Category.TEA_COFFEE, 3.0)),
    GARDENER(Map.of(Category.GARDEN, 11.0, Category.OUTDOOR, 4.0, Category.PANTRY, 2.0)),
    NESTER(Map.of(Category.TEXTILES, 7.0, Category.CANDLES, 7.0, Category.BATH, 6.0)),
    PARENT(Map.of(Category.TOYS, 9.0, Category.CRAFT, 6.0, Category.STATIONERY, 3.0)),
    ROAMER(Map.of(Category.OUTDOOR, 9.0, Category.PETS, 8.0)),
    WRITER(Map.of(Category.STATIONERY, 9.0, Category.TEA_COFFEE, 7.0, Category.CANDLES, 3.0));

    /** What anybody may buy of anything, beside what the taste says. */
    private static final double REST = 1.0;

    private final double[] weights = new double[Category.values().length];

    Taste(Map<Category, Double> favourites) {
        for (Category category : Category.values()) {
            weights[category.ordinal()] = REST + favourites.getOrDefault(category, 0.0);
        }
    }

    double weight(Category category) {
        return weights[category.ordinal()];
    }

    /** Whether it is one of those that the taste stands for. */
    boolean likes(Category category) {
        return weights[category.ordinal()] > REST;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
