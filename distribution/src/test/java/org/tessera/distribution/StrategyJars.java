// SPDX-License-Identifier: Apache-2.0
package org.tessera.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes jars with a {@link TrialRecommender} as an author would build them. */
public final class StrategyJars {
    private static final String API = ";version=\"[0.1,1)\"";

    private StrategyJars() {}

    /** A bundle of that version with a strategy of that name. */
    public static Path write(Path file, String strategy, String version, String behaviour) throws IOException {
        return write(file, strategy, version, behaviour, Map.of());
    }

    /** @param headers of the manifest, instead of the right ones */
    static Path write(Path file, String strategy, String version, String behaviour, Map<String, String> headers)
            throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "test." + strategy);
        attributes.putValue("Bundle-Version", version);
        attributes.putValue("Service-Component", "OSGI-INF/component.xml");
        attributes.putValue(
                "Import-Package",
                "org.tessera.api.data" + API + ",org.tessera.api.recommend" + API + ",org.tessera.api.strategy" + API);
        attributes.putValue(
                "Require-Capability",
                "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.4.0)(!(version>=2.0.0)))\"");
        headers.forEach(attributes::putValue);
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            put(jar, "behaviour", behaviour.getBytes(StandardCharsets.UTF_8));
            put(jar, "OSGI-INF/component.xml", component(strategy).getBytes(StandardCharsets.UTF_8));
            for (String name : List.of("TrialRecommender", "TrialRecommender$Counts")) {
                String path = "org/tessera/distribution/" + name + ".class";
                try (InputStream in = StrategyJars.class.getClassLoader().getResourceAsStream(path)) {
                    put(jar, path, in.readAllBytes());
                }
            }
        }
        return file;
    }

    private static String component(String strategy) {
        return """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="test.%1$s">
                  <property name="strategy.name" type="String" value="%1$s"/>
                  <service><provide interface="org.tessera.api.recommend.Recommender"/></service>
                  <implementation class="org.tessera.distribution.TrialRecommender"/>
                </scr:component>
                """.formatted(strategy);
    }

    private static void put(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(bytes);
        jar.closeEntry();
    }
}
