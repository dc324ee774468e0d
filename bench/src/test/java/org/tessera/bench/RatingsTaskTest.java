// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.TesseraException;

class RatingsTaskTest {
    @TempDir
    private Path folder;

    private Path data;
    private Path folds;

    /** Customers of two tastes, folds 0 to 2. */
    @BeforeEach
    void write() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        List<String> ratings = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        for (int customer = 0; customer < 60; customer++) {
            for (int item = 0; item < 20; item++) {
                if (random.nextInt(2) == 0) {
                    int stars = (customer % 2 == item % 2 ? 4 : 1) + random.nextInt(2);
                    ratings.add("c" + customer + "\ti" + item + "\t" + stars + "\t88");
                    numbers.add(Integer.toString(random.nextInt(3)));
                }
            }
        }
        data = Files.write(folder.resolve("ratings.tsv"), ratings);
        folds = Files.write(folder.resolve("folds.txt"), numbers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"baseline", "ratingknn", "svd", "svdpp"})
    void measuresEveryFold(String strategy) throws IOException {
        // With seven ratings for each customer the default penalty would leave nothing of the factors.
        String settings = strategy.equals("svd") ? "regularisation=2" : "";
        JsonObject line = run(data, folds, "--strategy", strategy, "--set=" + settings);
        assertThat(line.get("n").getAsLong()).isEqualTo(Files.readAllLines(data).size());
        assertThat(line.get("d").getAsInt()).isEqualTo(20);
        assertThat(line.getAsJsonArray("seconds")).hasSize(3);
        assertThat(line.getAsJsonArray("rmse_of_folds")).hasSize(3);
        double mean = 0;
        for (int fold = 0; fold < 3; fold++) {
            mean += line.getAsJsonArray("rmse_of_folds").get(fold).getAsDouble() / 3;
        }
        double rmse = line.getAsJsonObject("quality").get("rmse").getAsDouble();
        assertThat(rmse).isCloseTo(mean, within(1e-9));
        if (!strategy.equals("baseline")) {
            assertThat(rmse).as("tastes are 3 stars apart").isLessThan(1.2);
        }
    }

    @Test
    void takesSettingsFromAFileAndTheCommandLine() throws IOException {
        Path settings = Files.writeString(
                folder.resolve("settings.json"), "{\"svd\": {\"factors\": 3, \"epochs\": 4}, \"baseline\": {}}");
        JsonObject line = run(data, folds, "--strategy", "svd", "--settings", settings.toString(), "--set", "epochs=2");
        assertThat(line.getAsJsonObject("settings").get("factors").getAsInt()).isEqualTo(3);
        assertThat(line.getAsJsonObject("settings").get("epochs").getAsInt()).isEqualTo(2);
        assertThat(run(data, folds, "--strategy", "svd", "--within", "1").getAsJsonArray("seconds"))
                .hasSize(1);
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        Path few = Files.writeString(folder.resolve("few.txt"), "0\n1\n");
        assertThatThrownBy(() -> run(data, few, "--strategy", "svd"))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("has 2");
        Path odd = Files.writeString(folder.resolve("odd.tsv"), "a\tb\t3\na\tb\n");
        assertThatThrownBy(() -> run(odd, few, "--strategy", "svd"))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> run(data, folds, "--strategy", "popular"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("does not foretell ratings");
    }

    /**
     * Five published folds of MovieLens 100K against the figures that the authors of Surprise publish for the same
     * algorithms; where ours does better, theirs is the bound.
     */
    @ParameterizedTest
    @CsvSource({
        "baseline, '', .944, .748",
        "ratingknn, 'by=customers,variant=basic,similarity=msd,shrinkage=0', .980, .774",
        "ratingknn, 'by=customers,variant=means,similarity=msd,shrinkage=0', .951, .749",
        "ratingknn, 'by=customers,variant=baseline,similarity=msd,shrinkage=0', .931, .733",
        "svd, '', .934, .737",
        "svdpp, '', .919, .721",
    })
    void isAsGoodAsThePublishedFigures(String strategy, String settings, double rmse, double mae) throws IOException {
        Path movies =
                Path.of(System.getProperty("tessera.data", "../../shared/data")).resolve("ml-100k");
        Assumptions.assumeTrue(
                Files.isDirectory(movies), () -> "skipped: MovieLens 100K is not at " + movies.toAbsolutePath());
        JsonObject quality = run(
                        movies.resolve("u.data"),
                        movies.resolve("surprise_fold_of_row.txt"),
                        "--strategy",
                        strategy,
                        "--set=" + settings)
                .getAsJsonObject("quality");
        // Published figures have three digits.
        assertThat(quality.get("rmse").getAsDouble()).isLessThan(rmse + .0005);
        assertThat(quality.get("mae").getAsDouble()).isLessThan(mae + .0005);
    }

    private static JsonObject run(Path data, Path folds, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--data", data.toString(), "--folds", folds.toString()));
        RatingsTask task = new RatingsTask();
        List<String> lines = new ArrayList<>();
        task.run(Options.parse(arguments, task.options()), measurement -> lines.add(measurement.toJson()));
        assertThat(lines).hasSize(1);
        return JsonParser.parseString(lines.get(0)).getAsJsonObject();
    }
}
