// SPDX-License-Identifier: Apache-2.0
package org.tessera.ingest.delimited;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.tessera.api.ingest.RecordReader;
import org.tessera.itest.BundleContract;
import org.tessera.itest.FrameworkExtension;

/** As a bundle. */
class DelimitedReaderIT extends DelimitedReaderTest implements BundleContract {
    @RegisterExtension
    static final FrameworkExtension FRAMEWORK =
            FrameworkExtension.with("de.siegmar.fastcsv", "org.tessera.ingest.delimited");

    @Override
    public FrameworkExtension framework() {
        return FRAMEWORK;
    }

    @Override
    protected RecordReader reader() {
        return FRAMEWORK.underTest(RecordReader.class);
    }
}
