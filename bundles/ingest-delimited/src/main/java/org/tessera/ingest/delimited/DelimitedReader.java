// SPDX-License-Identifier: Apache-2.0
package org.tessera.ingest.delimited;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.tessera.api.ingest.ReadOptions;
import org.tessera.api.ingest.RecordCursor;
import org.tessera.api.ingest.RecordReader;
import org.tessera.api.ingest.TextSource;

/** Reads CSV (RFC 4180), TSV and other delimited text, gzip too. */
@Component(property = RecordReader.NAME + "=delimited")
public final class DelimitedReader implements RecordReader {
    private static final int HEAD = 8192;
    private static final Set<String> EXTENSIONS = Set.of("csv", "tsv", "tab", "psv");

    @Override
    public Claim claims(Path file, byte[] head) {
        if (EXTENSIONS.contains(extension(file))) {
            return Claim.YES;
        }
        String text = new String(head, StandardCharsets.UTF_8).strip();
        boolean readable = text.indexOf('\0') < 0 && !text.startsWith("{") && !text.startsWith("[");
        return readable ? Claim.MAYBE : Claim.NO;
    }

    /** What follows the last full stop of a name, {@code .gz} aside. */
    private static String extension(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String bare = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        return bare.substring(bare.lastIndexOf('.') + 1);
    }

    @Override
    public RecordCursor open(Path file, ReadOptions options) throws IOException {
        Separator separator = options.separator().isPresent()
                ? Separator.named(options.separator().get())
                : Separator.detect(extension(file), head(file, options));
        return new DelimitedCursor(file, options, separator);
    }

    private static String head(Path file, ReadOptions options) throws IOException {
        try (TextSource source = TextSource.open(file, options.encoding())) {
            char[] head = new char[HEAD];
            int size = 0;
            int n = 0;
            while (n >= 0 && size < HEAD) {
                n = source.reader().read(head, size, HEAD - size);
                size += Math.max(0, n);
            }
            return new String(head, 0, size);
        }
    }
}
