// SPDX-License-Identifier: Apache-2.0
package org.tessera.ingest.jsonl;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.tessera.api.ingest.RecordReader;
import org.tessera.itest.BundleContract;
import org.tessera.itest.FrameworkExtension;

/** As a bundle. */
class JsonLinesReaderIT extends JsonLinesReaderTest implements BundleContract {
    @RegisterExtension
    static final FrameworkExtension FRAMEWORK = FrameworkExtension.with("com.google.gson", "org.tessera.ingest.jsonl");

    @Override
    public FrameworkExtension framework() {
        return FRAMEWORK;
    }

    @Override
    protected RecordReader reader() {
        return FRAMEWORK.underTest(RecordReader.class);
    }
}
