// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.tessera.api.ingest.ImportReport;
import org.tessera.api.ingest.ImportRequest;
import org.tessera.api.ingest.Importer;
import org.tessera.api.recommend.Recommendation;
import org.tessera.api.recommend.Recommendations;
import org.tessera.api.strategy.ModelInfo;
import org.tessera.api.strategy.Progress;
import org.tessera.launcher.Tessera;

/**
 * A plain Java application with an engine in it: brings in what customers bought, trains, and asks what one of them may
 * want next. The arguments are the home, a folder the engine may write to, and a file of purchases.
 */
public final class Shop {
    private Shop() {}

    public static void main(String[] args) throws IOException {
        Path home = Path.of(args[0]);
        Path purchases = Path.of(args[1]);

        try (Tessera tessera = Tessera.at(home).start()) {
            ImportReport report = tessera.service(Importer.class)
                    .run(ImportRequest.of("events", purchases, Optional.empty()), Progress.unwatched());
            System.out.println("imported " + report.accepted() + " of " + report.read() + " purchases");

            Recommendations recommendations = tessera.service(Recommendations.class);
            ModelInfo model = recommendations.train(Optional.of("itemknn"), Map.of(), 1, Progress.unwatched());
            System.out.println("trained " + model.id());

            Recommendation answer = recommendations.recommend("emma", 2, Optional.empty(), true);
            for (Recommendation.Item item : answer.items()) {
                System.out.println("emma may want " + item.item() + ": "
                        + item.reasons().stream().map(Recommendation.Why::text).toList());
            }
        }
    }
}
