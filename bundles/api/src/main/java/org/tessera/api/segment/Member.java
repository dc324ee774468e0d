// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.segment;

/**
 * A customer in a segment.
 *
 * @param customer external id
 * @param segment number of the segment
 * @param name of the segment
 * @param strength how firmly the customer belongs to it, 0..1; NaN where unknown
 * @param outlierScore how far the customer is out of place, 0..1; NaN where unknown
 */
public record Member(String customer, String segment, String name, double strength, double outlierScore) {}
