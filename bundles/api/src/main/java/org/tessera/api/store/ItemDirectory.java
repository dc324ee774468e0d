// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.store;

import org.tessera.api.data.ItemCatalog;

/** Items as they are now. Safe for many threads. */
public interface ItemDirectory {
    /** The catalogue at this moment; what is handed out does not change. */
    ItemCatalog catalog();
}
