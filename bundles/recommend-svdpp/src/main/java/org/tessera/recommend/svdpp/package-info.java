// SPDX-License-Identifier: Apache-2.0
/** Recommends what factors of ratings and of what was rated foretell: SVD++. */
@NullMarked
package org.tessera.recommend.svdpp;

import org.jspecify.annotations.NullMarked;
