// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.util.List;
import java.util.function.Supplier;
import org.tessera.api.TesseraException;

/**
 * A part of the page: there, or missing for a reason that the page gives. Lists of one or none, as the template walks
 * over what is there.
 */
record Part<T>(List<T> present, List<Missing> missing) {
    /** Why a part is missing and what to do to get it; the latter may be empty. */
    record Missing(String why, String hint) {}

    static <T> Part<T> of(T content) {
        return new Part<>(List.of(content), List.of());
    }

    static <T> Part<T> missing(String why, String hint) {
        return new Part<>(List.of(), List.of(new Missing(why, hint)));
    }

    /** What the work comes to, or the failure that a person can act on. Defects pass through. */
    static <T> Part<T> attempt(Supplier<Part<T>> work) {
        try {
            return work.get();
        } catch (TesseraException e) {
            return missing(String.valueOf(e.getMessage()), e.hint());
        }
    }
}
