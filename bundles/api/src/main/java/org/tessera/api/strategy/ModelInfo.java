// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.strategy;

/**
 * A model that is kept.
 *
 * @param id unique, such as {@code itemknn-7}
 * @param serving whether it answers now
 * @param bytes its size on disk
 */
public record ModelInfo(String id, Provenance provenance, boolean serving, long bytes) {}
