// SPDX-License-Identifier: Apache-2.0
/** Small neural networks: dense layers, embeddings with sparse updates, Adam, losses, early stopping. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.numerics.nets;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
