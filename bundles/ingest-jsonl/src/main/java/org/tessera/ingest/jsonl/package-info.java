// SPDX-License-Identifier: Apache-2.0
/** Reads JSON lines. */
@NullMarked
package org.tessera.ingest.jsonl;

import org.jspecify.annotations.NullMarked;
