// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import java.util.Map;
import org.tessera.api.data.CustomerCatalog;

/**
 * What is known of the customers of {@link SampleInteractions}: a segment for each taste, a country and an age; of every
 * tenth customer nothing. The same for the same size.
 *
 * @param size number of customers
 */
public record SampleCustomers(int size) implements CustomerCatalog {
    @Override
    public String segment(int customer) {
        return customer % 10 == 9 ? "" : "Taste " + customer % SampleInteractions.TASTES;
    }

    @Override
    public Map<String, String> attributes(int customer) {
        return customer % 10 == 9
                ? Map.of()
                : Map.of(
                        "country",
                        customer % SampleInteractions.TASTES < 2 ? "Norway" : "中国",
                        "age",
                        Integer.toString(20 + customer % 50));
    }
}
