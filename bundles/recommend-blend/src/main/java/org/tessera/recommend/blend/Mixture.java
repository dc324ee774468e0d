// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.blend;

import java.util.List;

/**
 * Weighed parts.
 *
 * @param items all parts know items below this
 * @param scale what of their opinions is added up
 * @param k added to ranks
 * @param depth how many items of each are looked at, at least
 */
record Mixture(int items, Opinion.Scale scale, int k, int depth, List<Seat> seats) {}
