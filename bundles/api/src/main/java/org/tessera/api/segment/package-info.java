// SPDX-License-Identifier: Apache-2.0
/** From portraits to segments: what a clustering algorithm provides and how segments are read. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.api.segment;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
