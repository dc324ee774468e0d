// SPDX-License-Identifier: Apache-2.0
/** Recommends what usually follows the newest items of a customer. */
@NullMarked
package org.tessera.recommend.transitions;

import org.jspecify.annotations.NullMarked;
