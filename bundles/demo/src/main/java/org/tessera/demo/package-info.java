// SPDX-License-Identifier: Apache-2.0
/** A deterministic sample shop, made on the spot. */
@NullMarked
package org.tessera.demo;

import org.jspecify.annotations.NullMarked;
