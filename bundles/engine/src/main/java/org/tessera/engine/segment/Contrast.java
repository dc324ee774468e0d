// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

/**
 * How a segment differs from the rest in one trait.
 *
 * @param trait the column
 * @param level code of the level it is about, -1 for numbers
 * @param effect Cohen's d, or the difference of shares of a level
 * @param strength size of the effect on one scale for numbers and levels: .2 is small, .5 medium, .8 large (Cohen 1988)
 * @param text in words
 * @param part a piece of a name
 */
record Contrast(DescribedTrait trait, int level, double effect, double strength, String text, String part) {}
