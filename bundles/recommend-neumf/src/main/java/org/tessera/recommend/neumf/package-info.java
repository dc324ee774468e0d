// SPDX-License-Identifier: Apache-2.0
/** Recommends what a neural network over factors foretells: NeuMF. */
@NullMarked
package org.tessera.recommend.neumf;

import org.jspecify.annotations.NullMarked;
