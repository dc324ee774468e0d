// SPDX-License-Identifier: Apache-2.0
/** From text in English, Chinese and other languages to terms that can be counted. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.numerics.text;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
