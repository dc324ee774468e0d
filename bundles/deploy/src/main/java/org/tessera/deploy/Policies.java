// SPDX-License-Identifier: Apache-2.0
package org.tessera.deploy;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.deploy.Deployments.Policy;

/** Policies that were given for single jars, by file name; kept on disk until the jar is dealt with. Safe for many threads. */
final class Policies {
    private static final Logger LOG = LoggerFactory.getLogger(Policies.class);

    private final Path file;
    private final Properties policies = new Properties();

    Policies(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                policies.load(in);
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn("{} cannot be read; the configured policy holds: {}", file, e.toString());
            }
        }
    }

    synchronized Optional<Policy> of(String jar) {
        String name = policies.getProperty(jar, "");
        for (Policy policy : Policy.values()) {
            if (policy.name().equals(name)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }

    /** On disk when it returns. */
    synchronized void put(String jar, Policy policy) throws IOException {
        policies.setProperty(jar, policy.name());
        write();
    }

    synchronized void remove(String jar) {
        if (policies.remove(jar) != null) {
            try {
                write();
            } catch (IOException e) {
                LOG.warn("{} cannot be written: {}", file, e.toString());
            }
        }
    }

    private void write() throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (Writer out = Files.newBufferedWriter(fresh)) {
            policies.store(out, null);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
