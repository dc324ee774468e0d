// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes the page out of its parts: {@code page.html} with a template for each section, style, script, plot library and
 * the data of the charts. The page carries a content security policy that forbids every request and runs exactly the
 * scripts that were put in here, so that nothing an item's name contains is ever run or loaded. Safe for many threads.
 */
final class PageTemplate {
    private static final String FOLDER = "/org/tessera/report/";

    /** HTML-safe: angle brackets, ampersands and line separators leave as escapes. */
    private final Gson gson = new GsonBuilder().disableJdkUnsafe().create();

    private final String style = text("page.css");
    private final String script = text("page.js") + text("figures.js");
    private final String plots = text("echarts.min.js");
    private final Template template = Mustache.compiler()
            .escapeHTML(true)
            .emptyStringIsFalse(true)
            .strictSections(false)
            .withLoader(name -> reader("sections/" + name + ".html"))
            .compile(text("page.html"));

    /** What the outermost template sees. */
    private record Frame(Page page, String style, String plots, String script, String data, String policy) {}

    void render(Page page, Writer out) {
        String policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src " + hash(plots) + " "
                + hash(script) + "; base-uri 'none'; form-action 'none'";
        template.execute(new Frame(page, style, plots, script, gson.toJson(charts(page)), policy), out);
    }

    private static Map<String, Object> charts(Page page) {
        Map<String, Object> charts = new LinkedHashMap<>();
        page.time().present().forEach(part -> charts.put("time", part.chart()));
        page.segments().present().forEach(part -> charts.put("segments", part.chart()));
        page.segments()
                .present()
                .forEach(part -> charts.put(
                        "plots",
                        part.plots().stream().map(SegmentPlots.Plot::data).toList()));
        return charts;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Reader reader(String name) {
        InputStream in = PageTemplate.class.getResourceAsStream(FOLDER + name);
        if (in == null) {
            throw new IllegalStateException("the bundle lacks " + FOLDER + name);
        }
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }

    private static String text(String name) {
        try (Reader in = reader(name)) {
            StringBuilder text = new StringBuilder();
            char[] buffer = new char[1 << 14];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                text.append(buffer, 0, n);
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FOLDER + name, e);
        }
    }
}
