// SPDX-License-Identifier: Apache-2.0
/** Recommends what similar customers have: user-based nearest neighbours. */
@NullMarked
package org.tessera.recommend.userknn;

import org.jspecify.annotations.NullMarked;
