// SPDX-License-Identifier: Apache-2.0
/** Recommends what is rated highly: the baseline of customers and items. */
@NullMarked
package org.tessera.recommend.baseline;

import org.jspecify.annotations.NullMarked;
