// SPDX-License-Identifier: Apache-2.0
/** From interactions to ranked items: what a recommendation algorithm provides and how answers are asked for. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.api.recommend;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
