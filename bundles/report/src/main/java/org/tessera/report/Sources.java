// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.util.Optional;
import org.tessera.api.ingest.Importer;
import org.tessera.api.measure.Evaluations;
import org.tessera.api.profile.Portraits;
import org.tessera.api.recommend.Recommendations;
import org.tessera.api.segment.Segments;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.ItemDirectory;
import org.tessera.api.strategy.Models;
import org.tessera.api.strategy.Strategies;

/** The services that are there when a page is begun; a page goes without those that are not. */
record Sources(
        Optional<Importer> importer,
        Optional<EventStore> events,
        Optional<CustomerDirectory> customers,
        Optional<ItemDirectory> items,
        Optional<Portraits> portraits,
        Optional<Segments> segments,
        Optional<Recommendations> recommendations,
        Optional<Evaluations> evaluations,
        Optional<Strategies> strategies,
        Optional<Models> models) {}
