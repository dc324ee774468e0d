// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.segment.Figure;
import org.tessera.api.segment.Segment;
import org.tessera.api.strategy.Progress;

class ReportWriterTest {
    private static final List<String> NAMES = List.of("Now and then", "Steady", "Often", "Best");
    private static final Pattern SCRIPT =
            Pattern.compile("<script(?<type>[^>]*)>(?<code>.*?)</script>", Pattern.DOTALL);

    private final ReportWriter writer = new ReportWriter(Clock.fixed(FakeServices.WRITTEN, ZoneOffset.UTC), "0.1.0");

    @TempDir
    Path folder;

    @Test
    void everythingIsOnThePage() throws IOException {
        String page = page(FakeServices.busy(new FakeShop(600), NAMES));
        assertThat(text(page))
                .contains("1 Jan 2024 to 14 May 2025", "600 customers", "48 items", "turnover")
                .contains("123,456", "120,000", "98,765", "exact duplicates", "3,414", "2 rows are in quarantine now.")
                .contains("missing key", "events.csv, line 1,017")
                .contains("72 weeks", "Recency, frequency and money", "over 120 days")
                .contains("4 segments, formed by kmeans", "Steady", "180 customers, 30.0%", "frequency above 9")
                .contains("Davies\u2013Bouldin", "frequency: logarithm, then z-score")
                .contains("Stoneware Teapot", "I100, Tea & Coffee", "what itemknn finds most like them")
                .contains("Lists of 10 for 873 customers", "0.2113", "itemknn ranks best")
                .contains("Left out: svd: there are no ratings")
                .contains("typical of \u201cBest\u201d", "goes with", "Somebody new")
                .contains("org.tessera.recommend.popular", "fills up where others have nothing", "itemknn-7", "412 ms")
                .contains("Written by Tessera 0.1.0 on 30 Jun 2025, 12:00 UTC");
        assertThat(page).doesNotContain("class=\"missing\"", "{{");
    }

    @Test
    void segmentsAreToldInFull() throws IOException {
        String page = page(FakeServices.busy(new FakeShop(600), NAMES));
        assertThat(text(page))
                .contains("How well customers fit", "Distance to the 5th neighbour", "The dashed line is eps 0.9.")
                .contains("Only the upper 6 branches are drawn", "Sizes over time")
                .contains("1,000 in all, 40.00 a customer, 10.0% of all purchases", "+20.0% in the last 90 days")
                .contains("Toys: 40.0% of its purchases, 1.8 times the usual share", "c1, c5, c9")
                .contains("Customers have moved: monetary strongly.")
                .contains("agree to 0.83", "Traits that moved: Monetary (strong).", "26 \u2192 30", "Sleepers")
                .contains("kmeans with k 4 is the most stable", "one segment only");
        assertThat(page).contains("aria-label=\"Silhouettes of customers by segment. Means: Now and then 0.30");
    }

    @Test
    void branchesOfATreeDoNotCross() {
        Figure.Dendrogram tree = (Figure.Dendrogram)
                new FakeSegments(new FakeShop(50), NAMES).figures().get(1);
        List<Segment> segments = new FakeSegments(new FakeShop(50), NAMES)
                .current()
                .orElseThrow()
                .segments();
        DendrogramLayout layout = new DendrogramLayout(tree, new SegmentColours(segments));
        assertThat(layout.leaves().stream().mapToInt(DendrogramLayout.Leaf::size))
                .containsExactly(40, 30, 3, 21, 8, 11);
        assertThat(layout.leaves().stream().mapToInt(DendrogramLayout.Leaf::colour))
                .containsExactly(0, 0, 1, 1, SegmentColours.NONE, 2);
        assertThat(layout.branches().stream().mapToInt(DendrogramLayout.Branch::colour))
                .containsExactly(SegmentColours.NONE, 0, 1);
        // The two leaves of segment 0 meet at height 1, half way between them.
        assertThat(layout.branches().get(1).points())
                .containsExactly(
                        new double[] {0, 0},
                        new double[] {0, 1},
                        new double[] {1, 1},
                        new double[] {1, 0},
                        new double[0]);
    }

    @Test
    void bestInEachColumnIsMarked() throws IOException {
        String page = page(FakeServices.busy(new FakeShop(50), NAMES));
        Matcher best =
                Pattern.compile("best\" data-label=\"([^\"]+)\">([0-9.]+)").matcher(page);
        List<String> marked = new ArrayList<>();
        while (best.find()) {
            marked.add(best.group(1) + " " + best.group(2));
        }
        assertThat(marked)
                .containsExactlyInAnyOrder(
                        "NDCG 0.2113",
                        "Precision 0.0845",
                        "Recall 0.2411",
                        "Hit rate 0.4226",
                        "AUC 0.711",
                        "Coverage 0.940",
                        "Gini 0.060",
                        "Training 0.01",
                        "Answer p99 0.009");
    }

    @Test
    void saysPlainlyWhatIsNotRunning() throws IOException {
        String page = page(FakeServices.none());
        assertThat(text(page))
                .contains(
                        "Nothing that imports is running",
                        "The event store is not running, so there is nothing to draw.",
                        "Nothing that keeps portraits is running",
                        "Nothing that forms segments is running.",
                        "items cannot be ranked",
                        "Nothing that evaluates is running.",
                        "Nothing that recommends is running.",
                        "Nothing that knows the strategies is running.");
        assertThat(page.split("class=\"missing\"", -1)).hasSize(9);
        assertThat(data(page).keySet()).isEmpty();
    }

    @Test
    void saysPlainlyWhatHasNotBeenDone() throws IOException {
        assertThat(text(page(FakeServices.idle())))
                .contains(
                        "Nothing has been imported yet.",
                        "There are no events yet.",
                        "No customer has bought anything yet",
                        "No segments have been formed yet. Form them with: segment",
                        "No event names an item yet.",
                        "The recommenders have not been compared yet. Compare them with: evaluate recommend",
                        "no model is trained for recommend train one with: train",
                        "No strategy is installed.");
    }

    @Test
    void withoutSegmentsCustomersAreChosenByFrequency() throws IOException {
        String page = page(FakeServices.busy(new FakeShop(100), List.of()));
        assertThat(text(page)).contains("number 1 of 100 by how often they buy", "number 100 of 100");
        assertThat(data(page).keySet()).containsExactly("time");
    }

    @Test
    void namesCannotBreakOut() throws IOException {
        String script = "</script><script>document.title='owned'</script>";
        String image = "\"><img src=x onerror=\"document.title='owned'\">";
        String unicode = "T\u00e9a & \u8336 'pot' \u2028 \ud83e\uded6";
        String mustache = "{{page.version}} {{{plots}}}";
        FakeShop shop = new FakeShop(200, script, image, unicode, mustache);
        shop.customers.set(0, "C<0>&\u2029</script>");
        String page = page(FakeServices.busy(shop, List.of(script, image, unicode, mustache)));
        assertThat(page)
                .doesNotContain(script, "<img", "\u2029</script>")
                .contains("&lt;script&gt;document.title")
                .contains("T\u00e9a &amp; \u8336 &#39;pot&#39;")
                .contains("{{page.version}}");
        assertThat(scripts(page)).hasSize(3);
        JsonObject segments = data(page).getAsJsonObject("segments");
        assertThat(segments.getAsJsonArray("groups")
                        .get(0)
                        .getAsJsonObject()
                        .get("name")
                        .getAsString())
                .isEqualTo(script);
        assertThat(segments.getAsJsonArray("dots")
                        .get(0)
                        .getAsJsonObject()
                        .get("customer")
                        .getAsString())
                .isEqualTo("C<0>&\u2029</script>");
    }

    @Test
    void nothingIsLoadedFromAnywhere() throws IOException {
        String page = page(FakeServices.busy(new FakeShop(100), NAMES));
        String markup = SCRIPT.matcher(page).replaceAll("");
        assertThat(markup)
                .contains("default-src &#39;none&#39;")
                .doesNotContainPattern("(?i)<(link|iframe|object|embed|base|img|audio|video|source)\\b")
                .doesNotContainPattern("(?i)@import|url\\(")
                .doesNotContainPattern("(?i)\\b(src|srcset|action|formaction|poster)\\s*=\\s*[\"']")
                .doesNotContainPattern("href=\"[^#]");
        Pattern request =
                Pattern.compile("\\b(fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts)\\b");
        assertThat(scripts(page)).noneMatch(code -> request.matcher(code).find());
        Matcher address = Pattern.compile("https?://[\\w./#-]+").matcher(page);
        while (address.find()) {
            assertThat(address.group()).as("only names of XML vocabularies").startsWith("http://www.w3.org/");
        }
    }

    @Test
    void exactlyItsOwnScriptsMayRun() throws Exception {
        String page = page(FakeServices.busy(new FakeShop(100), NAMES));
        String policy = page.replaceAll("(?s).*Content-Security-Policy\" content=\"([^\"]*)\".*", "$1")
                .replace("&#39;", "'")
                .replace("&#x3D;", "=");
        for (String code : scripts(page).subList(1, 3)) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));
            assertThat(policy).contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
            // A browser reads these as something else and then finds another digest.
            assertThat(code).doesNotContain("\r", "\0");
        }
        assertThat(policy).doesNotContain("unsafe-eval");
    }

    @Test
    void isSmallEnoughToBeSent() throws IOException {
        assertThat(page(FakeServices.busy(new FakeShop(3000), NAMES)).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(1_200_000);
    }

    @Test
    void sameAnswersMakeTheSamePage() throws IOException {
        FakeShop shop = new FakeShop(100);
        assertThat(page(FakeServices.busy(shop, NAMES))).isEqualTo(page(FakeServices.busy(shop, NAMES)));
    }

    @Test
    void stopsWhenCancelledAndLeavesTheOldPage() throws IOException {
        Path file = Files.writeString(folder.resolve("report.html"), "old");
        assertThatThrownBy(() ->
                        writer.write(FakeServices.busy(new FakeShop(50), NAMES), file, (phase, done, total) -> {
                            if (phase.equals("report: items")) {
                                throw new CancellationException("enough");
                            }
                        }))
                .isInstanceOf(CancellationException.class);
        assertThat(file).hasContent("old");
    }

    @Test
    void saysHowFarItIs() throws IOException {
        List<String> phases = new ArrayList<>();
        writer.write(FakeServices.none(), folder.resolve("report.html"), (phase, done, total) -> phases.add(phase));
        assertThat(phases).startsWith("report: imports", "report: events").endsWith("report: strategies");
    }

    private String page(Sources sources) throws IOException {
        Path file = folder.resolve("report.html");
        writer.write(sources, file, Progress.unwatched());
        return Files.readString(file);
    }

    private static List<String> scripts(String page) {
        List<String> scripts = new ArrayList<>();
        Matcher matcher = SCRIPT.matcher(page);
        while (matcher.find()) {
            scripts.add(matcher.group("code"));
        }
        return scripts;
    }

    private static JsonObject data(String page) {
        return JsonParser.parseString(scripts(page).get(0)).getAsJsonObject();
    }

    /** What a person reads, roughly. */
    private static String text(String page) {
        return page.replaceAll("(?s)<(style|script)\\b.*?</\\1>", "")
                .replaceAll("<[^>]*>", " ")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .replace(" ,", ",");
    }
}
