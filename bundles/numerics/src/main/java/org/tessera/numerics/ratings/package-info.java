// SPDX-License-Identifier: Apache-2.0
/** What models that foretell ratings have in common: checked ratings, biases, factors into which a history is folded. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.numerics.ratings;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
