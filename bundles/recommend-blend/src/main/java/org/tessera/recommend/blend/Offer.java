// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.blend;

import org.tessera.api.recommend.Recommender;

/**
 * A strategy that is there.
 *
 * @param version of its bundle
 * @param ranking of the service; of several with one name the highest counts
 * @param id of the service; of several with one ranking the lowest counts
 */
record Offer(String name, String version, int ranking, long id, Leased<Recommender> service) {}
