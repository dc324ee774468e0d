// SPDX-License-Identifier: Apache-2.0
/** Recommends what factors of ratings foretell: biased matrix factorisation. */
@NullMarked
package org.tessera.recommend.svd;

import org.jspecify.annotations.NullMarked;
