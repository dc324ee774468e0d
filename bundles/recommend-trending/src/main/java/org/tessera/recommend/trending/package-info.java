// SPDX-License-Identifier: Apache-2.0
/** Recommends what sells better of late than before. */
@NullMarked
package org.tessera.recommend.trending;

import org.jspecify.annotations.NullMarked;
