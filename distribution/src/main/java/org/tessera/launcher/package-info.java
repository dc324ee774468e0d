// SPDX-License-Identifier: Apache-2.0
/** The launcher, which is also the embedding API. */
@NullMarked
package org.tessera.launcher;

import org.jspecify.annotations.NullMarked;
