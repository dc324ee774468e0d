// SPDX-License-Identifier: Apache-2.0
/** Recommends what a linear model of items in closed form foretells: EASE. */
@NullMarked
package org.tessera.recommend.ease;

import org.jspecify.annotations.NullMarked;
