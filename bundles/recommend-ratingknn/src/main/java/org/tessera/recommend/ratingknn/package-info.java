// SPDX-License-Identifier: Apache-2.0
/** Recommends what neighbours rate highly: nearest neighbours of ratings. */
@NullMarked
package org.tessera.recommend.ratingknn;

import org.jspecify.annotations.NullMarked;
