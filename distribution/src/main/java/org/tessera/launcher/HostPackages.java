// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Version;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.log.LogService;
import org.osgi.util.function.Function;
import org.osgi.util.promise.Promise;
import org.slf4j.Logger;
import org.tessera.api.TesseraException;

/**
 * The packages that bundles get from the host's class path, so that both sides mean the same classes: {@code api},
 * slf4j and the OSGi interfaces the launcher calls. Names and versions are those the jars' own manifests export.
 */
final class HostPackages {
    private static final List<Class<?>> OF_JARS = List.of(
            TesseraException.class,
            ConfigurationAdmin.class,
            ServiceComponentRuntime.class,
            LogService.class,
            Promise.class,
            Function.class);

    /** Libraries written for slf4j 1 import {@code [1.x,2)} and run with 2 as well. */
    private static final String SLF4J_1 = "1.7.36";

    private HostPackages() {}

    /** The value of {@code org.osgi.framework.system.packages.extra}. */
    static String header() {
        List<String> clauses = new ArrayList<>();
        for (Class<?> type : OF_JARS) {
            for (String[] export : exports(type)) {
                clauses.add(clause(export[0], export[1]));
            }
        }
        for (String[] export : exports(Logger.class)) {
            clauses.add(clause(export[0], export[1]));
            clauses.add(clause(export[0], SLF4J_1));
        }
        return String.join(",", clauses);
    }

    private static String clause(String name, String version) {
        return name + ";version=\"" + version + "\"";
    }

    private static List<String[]> exports(Class<?> type) {
        String header = manifest(type).getMainAttributes().getValue("Export-Package");
        if (header == null) {
            throw new TesseraException(
                    "the class path gives " + type.getName() + " without the manifest of its bundle",
                    "put the jars of the distribution's lib folder on the class path as they are");
        }
        return parse(header);
    }

    private static Manifest manifest(Class<?> type) {
        try {
            Path place = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(place)) {
                URI file = place.resolve(JarFile.MANIFEST_NAME).toUri();
                try (InputStream in = file.toURL().openStream()) {
                    return new Manifest(in);
                }
            }
            try (JarFile jar = new JarFile(place.toFile())) {
                Manifest manifest = jar.getManifest();
                return manifest == null ? new Manifest() : manifest;
            }
        } catch (IOException | URISyntaxException e) {
            throw new TesseraException(
                    "the manifest beside " + type.getName() + " cannot be read: " + Failures.text(e),
                    "put the jars of the distribution's lib folder on the class path as they are",
                    e);
        }
    }

    /** Name and version of every clause of an {@code Export-Package} header. */
    static List<String[]> parse(String header) {
        List<String[]> result = new ArrayList<>();
        for (String clause : split(header, ',')) {
            List<String> parts = split(clause, ';');
            String version = Version.emptyVersion.toString();
            for (String part : parts) {
                if (part.startsWith("version=")) {
                    version = unquote(part.substring("version=".length()));
                } else if (part.startsWith("version:Version=")) {
                    version = unquote(part.substring("version:Version=".length()));
                }
            }
            for (String part : parts) {
                if (!part.contains("=")) {
                    result.add(new String[] {part, version});
                }
            }
        }
        return result;
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(text.substring(start).strip());
        return parts;
    }

    private static String unquote(String text) {
        return text.startsWith("\"") && text.endsWith("\"") ? text.substring(1, text.length() - 1) : text;
    }
}
