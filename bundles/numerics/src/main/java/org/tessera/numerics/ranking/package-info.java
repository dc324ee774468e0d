// SPDX-License-Identifier: Apache-2.0
/** What models that rank items have in common: choosing the best admitted items, scoring by factors, reasons. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.numerics.ranking;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
