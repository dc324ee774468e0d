// SPDX-License-Identifier: Apache-2.0
package org.tessera.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.tessera.api.ingest.ImportRequest;
import org.tessera.api.ingest.Importer;
import org.tessera.api.strategy.Progress;
import org.tessera.itest.FrameworkExtension;

/** Customers who buy from one of three shelves, now and then from another, and a framework that knows them. */
public final class SampleShop {
    static final int CUSTOMERS = 60;

    private SampleShop() {}

    /** @param more symbolic names of further bundles */
    static FrameworkExtension framework(String... more) {
        List<String> bundles = new ArrayList<>(List.of(
                "org.osgi.service.jdbc",
                "com.google.gson",
                "com.h2database",
                "com.zaxxer.HikariCP",
                "de.siegmar.fastcsv",
                "org.tessera.numerics",
                "org.tessera.store",
                "org.tessera.engine",
                "org.tessera.ingest.delimited",
                "org.tessera.profile.rfm",
                "org.tessera.profile.behaviour",
                "org.tessera.recommend.popular",
                "org.tessera.recommend.itemknn",
                "org.tessera.recommend.userknn",
                "org.tessera.deploy"));
        bundles.addAll(List.of(more));
        return FrameworkExtension.with(bundles.toArray(String[]::new))
                .configure("org.tessera.store", Map.of())
                .configure("org.tessera.slots", Map.of("recommend", new String[] {"itemknn", "userknn", "popular"}));
    }

    static void importEvents(FrameworkExtension framework) throws Exception {
        framework
                .service(Importer.class)
                .run(
                        ImportRequest.of("events", events(framework.home().resolve("events.csv"), 1), Optional.empty()),
                        Progress.unwatched());
    }

    public static Path events(Path file, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder csv = new StringBuilder("customer,item,type,time,quantity,price\n");
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            for (int k = 0; k < 12; k++) {
                int shelf = random.nextInt(10) < 8 ? customer % 3 : random.nextInt(3);
                csv.append("c%d,i%d,purchase,%s,1,%d%n"
                        .formatted(
                                customer,
                                shelf * 10 + random.nextInt(10),
                                LocalDate.of(2026, 1, 1).plusDays(random.nextInt(300)),
                                5 + shelf));
            }
        }
        return Files.writeString(file, csv);
    }
}
