// SPDX-License-Identifier: Apache-2.0
package org.tessera.ingest.jsonl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.osgi.service.component.annotations.Component;
import org.tessera.api.TesseraException;
import org.tessera.api.ingest.ReadOptions;
import org.tessera.api.ingest.RecordCursor;
import org.tessera.api.ingest.RecordReader;

/**
 * Reads JSON lines, one object a line, gzip too. Columns are the names of members; those of nested objects are joined by
 * full stops, as in {@code user.id}; a list of plain values is one value with {@code |} between them.
 */
@Component(property = RecordReader.NAME + "=jsonl")
public final class JsonLinesReader implements RecordReader {
    @Override
    public Claim claims(Path file, byte[] head) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String bare = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        if (bare.endsWith(".jsonl") || bare.endsWith(".ndjson")) {
            return Claim.YES;
        }
        String text = new String(head, StandardCharsets.UTF_8).strip();
        if (!text.startsWith("{")) {
            return Claim.NO;
        }
        return text.lines().findFirst().orElse("").strip().endsWith("}") ? Claim.YES : Claim.MAYBE;
    }

    @Override
    public RecordCursor open(Path file, ReadOptions options) throws IOException {
        if (options.separator().isPresent()) {
            throw new TesseraException(
                    "JSON lines have no separator, and one is given for " + file, "leave the separator out");
        }
        return new JsonLinesCursor(file, options);
    }
}
