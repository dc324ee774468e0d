// SPDX-License-Identifier: Apache-2.0
package org.tessera.karaf;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * Names the engine's home unless the framework's or a system property {@code tessera.home} does, and puts the mappings
 * there. It starts before the other bundles. A system property is how Karaf itself tells bundles such things, as in
 * {@code karaf.data}; the features file has no means to set one of the framework.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class HomeActivator implements BundleActivator {
    static final String HOME = "tessera.home";
    static final String KARAF_DATA = "karaf.data";

    private static final String MAPPINGS = "mappings";

    private boolean named;

    @Override
    public void start(BundleContext context) throws IOException {
        @Nullable String given = context.getProperty(HOME);
        named = given == null;
        Path home = given == null ? standard(context) : Path.of(given);
        provideMappings(context.getBundle(), home.resolve("conf").resolve(MAPPINGS));
        if (named) {
            System.setProperty(HOME, home.toString());
        }
    }

    private static Path standard(BundleContext context) {
        @Nullable String data = context.getProperty(KARAF_DATA);
        if (data == null) {
            throw new IllegalStateException("neither " + HOME + " nor " + KARAF_DATA + " is set; set " + HOME
                    + " in etc/custom.properties to the folder Tessera may keep its data in");
        }
        return Path.of(data, "tessera");
    }

    /** Only where there are none: they are the user's to change. */
    private static void provideMappings(Bundle bundle, Path folder) throws IOException {
        if (Files.exists(folder)) {
            return;
        }
        // Under another name first: a copy that was cut short must not pass for the mappings.
        Path unfinished = folder.resolveSibling(MAPPINGS + ".unfinished");
        Files.createDirectories(unfinished);
        @Nullable Enumeration<URL> entries = bundle.findEntries(MAPPINGS, "*.json", false);
        for (URL entry : entries == null ? List.<URL>of() : Collections.list(entries)) {
            String path = entry.getPath();
            try (InputStream in = entry.openStream()) {
                Files.copy(
                        in,
                        unfinished.resolve(path.substring(path.lastIndexOf('/') + 1)),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void stop(BundleContext context) {
        if (named) {
            System.clearProperty(HOME);
        }
    }
}
