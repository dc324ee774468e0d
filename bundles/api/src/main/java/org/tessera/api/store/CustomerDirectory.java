// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.store;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Customers by dense index and external id. An index never changes its meaning. Safe for many threads. */
public interface CustomerDirectory {
    int size();

    /** External id of an index. */
    String id(int customer);

    /** Index of an external id. */
    OptionalInt indexOf(String id);

    /** Attributes by name. */
    Map<String, String> attributes(int customer);

    /** Names of all attributes any customer has, in order of arrival. */
    List<String> attributeNames();

    /** Grows whenever attributes of a customer change; counts from anew in each process. */
    default long revision() {
        return 0;
    }
}
