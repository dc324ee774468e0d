// SPDX-License-Identifier: Apache-2.0
/** From files and streams to events, customers and items: what a format provides and what the importer does with it. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.api.ingest;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
