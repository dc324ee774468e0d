// SPDX-License-Identifier: Apache-2.0
package org.tessera.hosts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.tessera.api.ingest.ImportRequest;
import org.tessera.api.ingest.Importer;
import org.tessera.api.recommend.Recommendation;
import org.tessera.api.recommend.Recommendations;
import org.tessera.api.strategy.Progress;
import org.tessera.launcher.Tessera;

/** Small sample data whose items carry the name of the shop, and the built distribution. */
final class Shop {
    /** The root of the project. */
    static final Path ROOT =
            Path.of(System.getProperty("tessera.root")).toAbsolutePath().normalize();

    /** The distribution that was built before. */
    static final Path DISTRIBUTION = ROOT.resolve("distribution/target/tessera");

    private static final int CUSTOMERS = 20;

    private Shop() {}

    /** Customers who buy from one of two shelves, now and then from the other. */
    static Path purchases(Path folder, String shop) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        StringBuilder csv = new StringBuilder("customer,item,type,time,quantity,price\n");
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            for (int k = 0; k < 6; k++) {
                int shelf = random.nextInt(10) < 8 ? customer % 2 : random.nextInt(2);
                csv.append("c%d,%s-%d,purchase,%s,1,5%n"
                        .formatted(
                                customer,
                                shop,
                                shelf * 10 + random.nextInt(8),
                                LocalDate.of(2026, 1, 1).plusDays(random.nextInt(300))));
            }
        }
        return Files.writeString(folder.resolve(shop + ".csv"), csv);
    }

    /** Imports purchases and trains; then the engine answers. */
    static void open(Tessera tessera, Path purchases) throws IOException {
        tessera.service(Importer.class)
                .run(ImportRequest.of("events", purchases, Optional.empty()), Progress.unwatched());
        tessera.service(Recommendations.class).train(Optional.of("itemknn"), Map.of(), 1, Progress.unwatched());
    }

    /** What customer {@code c1} may want next. */
    static Recommendation ask(Tessera tessera) {
        return tessera.service(Recommendations.class).recommend("c1", 3, Optional.empty(), true);
    }
}
