// SPDX-License-Identifier: Apache-2.0
package org.tessera.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/** What can be said of a jar without running anything of it. */
final class JarCheck {
    private static final String API = "org.tessera.api";

    private JarCheck() {}

    /** What the manifest says. */
    record Identity(String symbolicName, String version) {}

    /**
     * Reads every byte of a jar, and its manifest.
     *
     * @param offered versions of the packages of api that are there
     */
    static Identity inspect(Path jar, Map<String, Version> offered) throws Rejection {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : Collections.list(file.entries())) {
                CRC32 sum = new CRC32();
                try (InputStream in = new CheckedInputStream(file.getInputStream(entry), sum)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
                if (entry.getCrc() >= 0 && entry.getCrc() != sum.getValue()) {
                    throw new Rejection("it is damaged: " + entry.getName() + " has another checksum than it should");
                }
            }
            Manifest manifest = file.getManifest();
            if (manifest == null) {
                throw new Rejection("there is no META-INF/MANIFEST.MF in it");
            }
            return identity(manifest.getMainAttributes(), offered);
        } catch (IOException | SecurityException e) {
            throw new Rejection("it is no whole jar: " + e.getMessage());
        }
    }

    private static Identity identity(Attributes manifest, Map<String, Version> offered) throws Rejection {
        @Nullable String name = manifest.getValue(Constants.BUNDLE_SYMBOLICNAME);
        if (name == null) {
            throw new Rejection("it is no OSGi bundle: its manifest has no Bundle-SymbolicName");
        }
        @Nullable String exports = manifest.getValue(Constants.EXPORT_PACKAGE);
        if (exports != null && !exports.isBlank()) {
            throw new Rejection("it exports " + clauses(exports).get(0).get(0)
                    + ", where a bundle of strategies exports nothing (bnd: leave out Export-Package)");
        }
        @Nullable String imports = manifest.getValue(Constants.IMPORT_PACKAGE);
        for (List<String> clause : clauses(imports == null ? "" : imports)) {
            checkImport(clause, offered);
        }
        @Nullable String version = manifest.getValue(Constants.BUNDLE_VERSION);
        return new Identity(name.split(";")[0].strip(), version == null ? "0.0.0" : version.strip());
    }

    private static void checkImport(List<String> clause, Map<String, Version> offered) throws Rejection {
        String wanted = clause.get(0);
        if (!wanted.startsWith(API)) {
            return;
        }
        Version there = offered.get(wanted);
        if (there == null) {
            throw new Rejection("it needs the package " + wanted + ", which this version of Tessera does not have");
        }
        for (String attribute : clause) {
            if (attribute.startsWith("version=")) {
                VersionRange range = new VersionRange(attribute.substring("version=".length()));
                if (!range.includes(there)) {
                    throw new Rejection("it was built for " + wanted + " " + range + ", and this is " + there
                            + ": build it again with this version's api");
                }
            }
        }
    }

    /** The clauses of a header with their attributes, without quotes. */
    private static List<List<String>> clauses(String header) {
        List<List<String>> clauses = new ArrayList<>();
        List<String> clause = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (char c : (header + ",").toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ';' || c == ',')) {
                clause.add(part.toString().strip());
                part.setLength(0);
                if (c == ',') {
                    if (!clause.get(0).isEmpty()) {
                        clauses.add(clause);
                    }
                    clause = new ArrayList<>();
                }
            } else {
                part.append(c);
            }
        }
        return clauses;
    }
}
