// SPDX-License-Identifier: Apache-2.0
/** Recommends what factors learnt by alternating least squares foretell, for implicit feedback. */
@NullMarked
package org.tessera.recommend.als;

import org.jspecify.annotations.NullMarked;
