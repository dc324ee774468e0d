// SPDX-License-Identifier: Apache-2.0
/** Recommends what a truncated singular value decomposition foretells: PureSVD. */
@NullMarked
package org.tessera.recommend.puresvd;

import org.jspecify.annotations.NullMarked;
