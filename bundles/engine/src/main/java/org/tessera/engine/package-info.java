// SPDX-License-Identifier: Apache-2.0
/** Ingests, profiles, segments, recommends and measures; knows no format, trait or algorithm by name. */
@NullMarked
package org.tessera.engine;

import org.jspecify.annotations.NullMarked;
