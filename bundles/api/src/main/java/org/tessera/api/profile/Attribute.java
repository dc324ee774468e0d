// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.profile;

/**
 * An attribute customers have, as an even sample of them shows it.
 *
 * @param name as the source gave it
 * @param numeric whether practically every value is a number
 * @param levels number of distinct values in the sample
 */
public record Attribute(String name, boolean numeric, int levels) {}
