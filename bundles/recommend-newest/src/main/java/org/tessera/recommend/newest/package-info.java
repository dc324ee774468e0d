// SPDX-License-Identifier: Apache-2.0
/** Recommends what came to the shop of late. */
@NullMarked
package org.tessera.recommend.newest;

import org.jspecify.annotations.NullMarked;
