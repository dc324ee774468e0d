// SPDX-License-Identifier: Apache-2.0
/** Recommends what several other strategies agree on. */
@NullMarked
package org.tessera.recommend.blend;

import org.jspecify.annotations.NullMarked;
