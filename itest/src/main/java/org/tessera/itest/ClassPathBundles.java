// SPDX-License-Identifier: Apache-2.0
package org.tessera.itest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.apache.felix.framework.util.manifestparser.ManifestParser;

/** The bundles on the class path by symbolic name. Immutable. */
final class ClassPathBundles {
    /** Where a bundle is and what its manifest says. */
    private record Found(String url, Attributes manifest) {}

    private final Map<String, Found> bundles = new TreeMap<>();

    private ClassPathBundles() {}

    static ClassPathBundles find(ClassLoader loader) {
        ClassPathBundles result = new ClassPathBundles();
        try {
            for (URL url : Collections.list(loader.getResources(JarFile.MANIFEST_NAME))) {
                try (InputStream in = url.openStream()) {
                    result.add(url, new Manifest(in).getMainAttributes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the class path cannot be read", e);
        }
        return result;
    }

    private void add(URL manifest, Attributes attributes) {
        String name = attributes.getValue("Bundle-SymbolicName");
        if (name != null) {
            String place = manifest.toString().replaceFirst("^jar:", "").replaceFirst("!?/META-INF/MANIFEST.MF$", "");
            bundles.putIfAbsent(name.split(";")[0].strip(), new Found(place, attributes));
        }
    }

    /** A URL to install a bundle from without copying it. */
    String reference(String symbolicName) {
        return "reference:" + bundle(symbolicName).url();
    }

    /** The packages a bundle exports, each with its version, as the framework's property wants them. */
    List<String> exports(String symbolicName) {
        List<String> exports = new ArrayList<>();
        String header = bundle(symbolicName).manifest().getValue("Export-Package");
        for (String clause : ManifestParser.parseDelimitedString(header, ",")) {
            List<String> parts = ManifestParser.parseDelimitedString(clause, ";");
            String version = parts.stream()
                    .filter(part -> part.startsWith("version="))
                    .findFirst()
                    .orElse("version=\"0\"");
            exports.add(parts.get(0) + ";" + version);
        }
        return exports;
    }

    private Found bundle(String symbolicName) {
        Found found = bundles.get(symbolicName);
        if (found == null) {
            throw new IllegalStateException("no bundle " + symbolicName + " on the class path of the tests: make it a"
                    + " dependency of this module, and run its tests as *IT, after package. There are "
                    + bundles.keySet());
        }
        return found;
    }
}
