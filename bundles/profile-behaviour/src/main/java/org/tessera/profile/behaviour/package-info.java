// SPDX-License-Identifier: Apache-2.0
/** Traits from what a customer does: rhythm, affinities, hours, baskets and trend. */
@NullMarked
package org.tessera.profile.behaviour;

import org.jspecify.annotations.NullMarked;
