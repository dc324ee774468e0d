// SPDX-License-Identifier: Apache-2.0
/** The whole job on sample data made on the spot. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.api.demo;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
