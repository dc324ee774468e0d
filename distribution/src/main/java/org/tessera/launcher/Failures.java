// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Words for failures. */
final class Failures {
    private Failures() {}

    /** What went wrong in one line: file system exceptions alone say no more than a file name. */
    static String text(Throwable failure) {
        if (failure instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (failure instanceof FileSystemException other && other.getReason() == null) {
            return other.getClass().getSimpleName() + " at " + other.getFile();
        }
        String message = failure.getMessage();
        String text = message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
        return text.replaceAll("\\s*\\R\\s*", " ").strip();
    }

    /** The innermost cause, which says most. */
    static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
