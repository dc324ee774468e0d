// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine;

import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.ItemDirectory;

/**
 * What the store knows of a shop, together. Constructors that tests call take it, also because Declarative Services tells
 * constructors apart by the number of their parameters alone.
 */
public record Stores(EventStore events, CustomerDirectory customers, ItemDirectory items) {}
