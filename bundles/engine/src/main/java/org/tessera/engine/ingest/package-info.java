// SPDX-License-Identifier: Apache-2.0
/** From records of any format to events, customers and items in the store: mapping, validation, cleaning, quarantine. */
@NullMarked
package org.tessera.engine.ingest;

import org.jspecify.annotations.NullMarked;
