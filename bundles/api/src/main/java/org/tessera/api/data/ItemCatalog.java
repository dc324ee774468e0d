// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.data;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What is known of the items, by dense index. An index never changes its meaning, so a model trained earlier stays
 * valid as items are added. Safe for many threads; a catalogue handed to a strategy does not change.
 */
public interface ItemCatalog {
    /** Number of items; indexes run from 0. */
    int size();

    /** The external id. */
    String id(int item);

    /** The index of an external id. */
    OptionalInt indexOf(String id);

    /** A name to show, the id where the source gave none. */
    String name(int item);

    /** Categories, the most telling first; empty where unknown. */
    List<String> categories(int item);

    /** Money for one unit as last seen; NaN where unknown. */
    double price(int item);

    /** Description for text models; empty where there is none. */
    String text(int item);

    /** Other attributes by name. */
    Map<String, String> attributes(int item);

    /** Whether it may be offered; postage, fees and corrections are not products. */
    boolean isProduct(int item);
}
