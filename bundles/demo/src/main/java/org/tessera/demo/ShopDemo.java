// SPDX-License-Identifier: Apache-2.0
package org.tessera.demo;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.TesseraException;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.demo.Demo;
import org.tessera.api.demo.Tour;
import org.tessera.api.ingest.Importer;
import org.tessera.api.measure.Evaluations;
import org.tessera.api.profile.Portraits;
import org.tessera.api.recommend.Recommendations;
import org.tessera.api.report.Reports;
import org.tessera.api.segment.Segments;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.ItemDirectory;

/** The demonstration on the sample shop. */
@Component
public final class ShopDemo implements Demo {
    private final Services services;

    /** The services that the job needs; all of them, as a job without one is no whole job. */
    record Services(
            Importer importer,
            Portraits portraits,
            Segments segments,
            Recommendations recommendations,
            Evaluations evaluations,
            Reports reports,
            CustomerDirectory customers,
            ItemDirectory items) {}

    /** Called by the component runtime. */
    @Activate
    public ShopDemo(
            @Reference Importer importer,
            @Reference Portraits portraits,
            @Reference Segments segments,
            @Reference Recommendations recommendations,
            @Reference Evaluations evaluations,
            @Reference Reports reports,
            @Reference CustomerDirectory customers,
            @Reference ItemDirectory items) {
        services = new Services(importer, portraits, segments, recommendations, evaluations, reports, customers, items);
    }

    @Override
    public Tour begin(Path folder) {
        return begin(folder, Shop.CUSTOMERS);
    }

    Tour begin(Path folder, int size) {
        Shop shop = Shop.open(Shop.SEED, size);
        refuseOthers(shop);
        return new ShopTour(shop, folder.toAbsolutePath().normalize(), services);
    }

    /** The sample shop among somebody's own customers would spoil both. */
    private void refuseOthers(Shop shop) {
        Set<String> customers = shop.customers().stream().map(Customer::id).collect(Collectors.toSet());
        Set<String> items = shop.catalogue().items().stream().map(Item::id).collect(Collectors.toSet());
        CustomerDirectory known = services.customers();
        ItemCatalog catalog = services.items().catalog();
        IntStream.range(0, known.size())
                .mapToObj(known::id)
                .filter(id -> !customers.contains(id))
                .findFirst()
                .ifPresent(id -> {
                    throw foreign("customer " + id);
                });
        IntStream.range(0, catalog.size())
                .mapToObj(catalog::id)
                .filter(id -> !items.contains(id) && !Item.WRAPPING.id().equals(id))
                .findFirst()
                .ifPresent(id -> {
                    throw foreign("item " + id);
                });
    }

    private static TesseraException foreign(String what) {
        return new TesseraException(
                "this home holds data of its own, such as " + what + "; the sample shop would mix with it",
                "run the demo in a home of its own: bin/tessera --home DIR demo");
    }
}
