// SPDX-License-Identifier: Apache-2.0
/** Models as bytes: versioned, checked, and quick for large arrays. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.numerics.io;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
