// SPDX-License-Identifier: Apache-2.0
/** Recommends what a sparse linear model of items foretells: SLIM with elastic net. */
@NullMarked
package org.tessera.recommend.slim;

import org.jspecify.annotations.NullMarked;
