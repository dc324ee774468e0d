// SPDX-License-Identifier: Apache-2.0
/** Recommends what factors learnt from pairs in order foretell: Bayesian personalised ranking. */
@NullMarked
package org.tessera.recommend.bpr;

import org.jspecify.annotations.NullMarked;
