// SPDX-License-Identifier: Apache-2.0
/** From portraits to described segments. */
@NullMarked
package org.tessera.engine.segment;

import org.jspecify.annotations.NullMarked;
