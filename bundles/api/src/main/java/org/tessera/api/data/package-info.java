// SPDX-License-Identifier: Apache-2.0
/** Immutable, columnar data that flows between the stages: events, interactions, items, feature tables, series. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.api.data;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
