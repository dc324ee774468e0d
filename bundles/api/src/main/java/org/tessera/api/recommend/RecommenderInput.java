// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.recommend;

import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemCatalog;

/**
 * What a recommender learns from.
 *
 * @param interactions customers by items
 * @param catalog what is known of the items; its indexes are the columns of the interactions
 * @param now the time to which ages of events refer, ms since 1970
 */
public record RecommenderInput(Interactions interactions, ItemCatalog catalog, long now) {}
