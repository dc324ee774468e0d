// SPDX-License-Identifier: Apache-2.0
/** Recommends what is popular, with decay in time. */
@NullMarked
package org.tessera.recommend.popular;

import org.jspecify.annotations.NullMarked;
