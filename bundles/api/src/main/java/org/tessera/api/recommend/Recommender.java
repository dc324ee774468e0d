// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.recommend;

import org.tessera.api.strategy.Strategy;

/** Ranks items for a customer. */
public interface Recommender extends Strategy<RecommenderInput, RecommenderModel> {}
