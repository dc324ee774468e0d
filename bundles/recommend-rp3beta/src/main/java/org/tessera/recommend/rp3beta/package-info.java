// SPDX-License-Identifier: Apache-2.0
/** Recommends items that a walk over customers and items reaches: P3alpha and RP3beta. */
@NullMarked
package org.tessera.recommend.rp3beta;

import org.jspecify.annotations.NullMarked;
