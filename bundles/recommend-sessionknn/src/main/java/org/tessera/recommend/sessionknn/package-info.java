// SPDX-License-Identifier: Apache-2.0
/** Recommends the next item of sessions like the current one. */
@NullMarked
package org.tessera.recommend.sessionknn;

import org.jspecify.annotations.NullMarked;
