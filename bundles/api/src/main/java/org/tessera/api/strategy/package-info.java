// SPDX-License-Identifier: Apache-2.0
/** The life that all algorithms share: settings, training, models, and which of them serves. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.api.strategy;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
