// SPDX-License-Identifier: Apache-2.0
/** Recommends the neighbours of what a customer has: item-based nearest neighbours. */
@NullMarked
package org.tessera.recommend.itemknn;

import org.jspecify.annotations.NullMarked;
