// SPDX-License-Identifier: Apache-2.0
/** From events to portraits: what a profiler contributes and how portraits are read. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.api.profile;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
