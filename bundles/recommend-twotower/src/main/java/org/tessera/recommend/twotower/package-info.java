// SPDX-License-Identifier: Apache-2.0
/** Recommends what two neural networks, one for customers and one for items, foretell. */
@NullMarked
package org.tessera.recommend.twotower;

import org.jspecify.annotations.NullMarked;
