// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.model;

import java.nio.file.Path;
import org.tessera.api.strategy.Provenance;

/**
 * A model on disk.
 *
 * @param id unique in its task
 * @param folder holds {@code model.bin}, {@code model.json} and what else belongs to it
 * @param sha256 of {@code model.bin}, in hexadecimal
 */
public record StoredModel(String id, Provenance provenance, Path folder, long bytes, String sha256) {}
