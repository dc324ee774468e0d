// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import org.tessera.api.data.History;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Context;

/**
 * Who asks, as known now. Immutable.
 *
 * @param index dense index, {@link org.tessera.api.data.Event#NONE} for one who is not known
 * @param seen items that weigh enough not to be answered again
 * @param context segment and attributes, without a basket
 */
public record Visitor(int index, History history, ItemSet seen, Context context) {}
