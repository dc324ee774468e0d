// SPDX-License-Identifier: Apache-2.0
/** What every part of Tessera shares: the error a person can act on. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
