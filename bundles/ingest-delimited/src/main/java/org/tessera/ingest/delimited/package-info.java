// SPDX-License-Identifier: Apache-2.0
/** Reads CSV, TSV and other delimited text. */
@NullMarked
package org.tessera.ingest.delimited;

import org.jspecify.annotations.NullMarked;
