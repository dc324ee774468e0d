// SPDX-License-Identifier: Apache-2.0
package org.tessera.demo;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Customers of the shop who show well what the engine does, with what the shop knows to be true of them. */
record Cast(List<Role> roles, Item item) {
    /** A customer and who they are, in words. */
    record Role(Customer customer, String description) {}

    static Cast of(Shop shop) {
        List<Role> roles = Stream.of(
                        role(shop, Rhythm.REGULAR, Taste.COOK, "a cook who comes every week or so"),
                        role(shop, Rhythm.GIFT_BUYER, Taste.NESTER, "who buys gifts for the home"),
                        role(shop, Rhythm.NEWCOMER, Taste.PARENT, "a parent who is new here"))
                .flatMap(Optional::stream)
                .toList();
        Item teapot = shop.catalogue().of(Category.TEA_COFFEE).get(0);
        return new Cast(roles, teapot);
    }

    private static Optional<Role> role(Shop shop, Rhythm rhythm, Taste taste, String description) {
        return shop.customers().stream()
                .filter(customer -> customer.rhythm() == rhythm && customer.taste() == taste)
                .findFirst()
                .map(customer -> new Role(customer, description));
    }

    /** Commands that work with this shop. */
    List<String> tryNext(String best) {
        String customer = roles.get(0).customer().id();
        String other = roles.get(roles.size() - 1).customer().id();
        return List.of(
                "profile " + customer,
                "recommend " + other + " -n 5 --why",
                "similar " + item.id(),
                "members 0",
                "segment --set k=6",
                "use recommend " + best,
                "rejects",
                "strategies");
    }
}
