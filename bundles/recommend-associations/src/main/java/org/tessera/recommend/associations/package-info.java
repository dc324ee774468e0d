// SPDX-License-Identifier: Apache-2.0
/** Recommends what rules mined from baskets suggest: FP-growth. */
@NullMarked
package org.tessera.recommend.associations;

import org.jspecify.annotations.NullMarked;
