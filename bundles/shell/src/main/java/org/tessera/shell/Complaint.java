// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.io.EOFException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.TesseraException;
import org.tessera.api.segment.RuleException;

/**
 * What is said about a failed command.
 *
 * @param error what was wrong, one line
 * @param hint what to do about it; may be empty
 * @param where lines that show the place in what was given; may be none
 */
record Complaint(String error, String hint, List<String> where) {
    /** So much of what was given is shown to the left and right of the place. */
    private static final int AROUND = 40;

    private static final Logger LOG = LoggerFactory.getLogger(Complaint.class);

    Complaint(String error, String hint) {
        this(error, hint, List.of());
    }

    /**
     * Puts a failure into words. One that nobody foresaw also goes to the log, with its trace.
     *
     * @param statement the command line that failed
     * @param commands names of all commands
     */
    static Complaint about(Throwable failure, String statement, Collection<String> commands) {
        Throwable cause =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RuleException told) {
            return new Complaint(
                    oneLine(told.getMessage()), oneLine(told.hint()), caret(told.expression(), told.position()));
        }
        if (cause instanceof TesseraException told) {
            return new Complaint(oneLine(told.getMessage()), oneLine(told.hint()));
        }
        if (cause instanceof CommandNotFoundException unknown) {
            return new Complaint(
                    "unknown command " + unknown.getCommand(),
                    Nearest.hint(unknown.getCommand(), commands, "help lists the commands"));
        }
        if (cause instanceof SyntaxError || cause instanceof EOFException) {
            return new Complaint(
                    "\"" + oneLine(statement) + "\" cannot be understood: " + oneLine(cause.getMessage()),
                    "put names with spaces or special characters in quotes");
        }
        if (isMismatch(cause)) {
            return new Complaint(oneLine(cause.getMessage()), "help lists the commands");
        }
        LOG.error("\"{}\" failed", statement, cause);
        String text = cause.getMessage() == null ? "" : ": " + oneLine(cause.getMessage());
        return new Complaint(
                cause.getClass().getSimpleName() + text + " in \"" + oneLine(statement) + "\"",
                "this was not foreseen; log/tessera.log has the details");
    }

    /** The part of an expression around a place, and a caret below it. */
    private static List<String> caret(String expression, int position) {
        int from = position <= 2 * AROUND ? 0 : position - AROUND;
        int to = Math.min(expression.length(), Math.max(from, position) + AROUND);
        String part = expression.substring(from, to).replaceAll("\\s", " ");
        String before = from > 0 ? "…" : "";
        int indent = 2 + before.length() + TextWidth.of(part.substring(0, Math.min(part.length(), position - from)));
        return List.of("  " + before + part + (to < expression.length() ? "…" : ""), " ".repeat(indent) + "^");
    }

    /** Gogo's own commands complain like this about arguments that fit none of their methods. */
    private static boolean isMismatch(Throwable failure) {
        return failure instanceof IllegalArgumentException
                && failure.getMessage() != null
                && failure.getStackTrace().length > 0
                && failure.getStackTrace()[0].getClassName().startsWith("org.apache.felix.gogo.");
    }

    private static String oneLine(@Nullable String text) {
        return text == null ? "" : text.replaceAll("\\s*\\R\\s*", " ").strip();
    }

    /** One line as JSON; as text one line, and below it the place. */
    String line(boolean json) {
        if (json) {
            Map<String, String> document = new LinkedHashMap<>();
            document.put("error", error);
            document.put("hint", hint);
            return Json.write(document);
        }
        String line = "error: " + error + (hint.isEmpty() ? "" : " (" + hint + ")");
        return where.isEmpty() ? line : line + "\n" + String.join("\n", where);
    }
}
