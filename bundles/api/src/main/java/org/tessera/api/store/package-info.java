// SPDX-License-Identifier: Apache-2.0
/** What the engine asks of a database. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.api.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
