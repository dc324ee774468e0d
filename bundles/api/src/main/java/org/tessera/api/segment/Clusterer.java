// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.segment;

import org.tessera.api.data.FeatureTable;
import org.tessera.api.strategy.Strategy;

/** Groups the rows of a table. Columns may be of any kind and have gaps; how they are prepared is part of the model. */
public interface Clusterer extends Strategy<FeatureTable, ClusterModel> {}
