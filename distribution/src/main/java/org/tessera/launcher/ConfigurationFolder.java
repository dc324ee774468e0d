// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.TesseraException;

/**
 * Keeps Configuration Admin in step with the {@code .cfg} files of {@code conf/}: once before any component starts,
 * then whenever a file appears, changes or goes. What a host sets itself goes before what a file says.
 */
final class ConfigurationFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationFolder.class);
    private static final long SECONDS_BETWEEN_LOOKS = 1;

    private record Stamp(FileTime modified, long size) {}

    private final Path folder;
    private final Path home;
    private final Map<String, Map<String, Object>> overrides;
    private final ConfigurationAdmin admin;
    private final ScheduledExecutorService watcher;
    private Map<Path, Stamp> seen = Map.of();
    private final Map<Path, Configuration> applied = new LinkedHashMap<>();

    /** @param overrides settings by PID, or by {@code pid~name} */
    ConfigurationFolder(Home home, Map<String, Map<String, Object>> overrides, ConfigurationAdmin admin) {
        this.folder = home.conf();
        this.home = home.root();
        this.overrides = overrides;
        this.admin = admin;
        this.watcher = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "tessera-conf");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Applies every file and starts watching.
     *
     * @throws TesseraException for the first file that cannot be understood
     */
    synchronized void start() {
        try {
            seen = look();
            for (Path file : seen.keySet()) {
                apply(file);
            }
            for (Map.Entry<String, Map<String, Object>> override : overrides.entrySet()) {
                if (!seen.containsKey(folder.resolve(override.getKey() + ConfigurationFile.SUFFIX))) {
                    String[] id = override.getKey().split("~", 2);
                    update(id[0], id.length == 2 ? id[1] : "", override.getValue());
                }
            }
        } catch (IOException e) {
            throw new TesseraException(
                    "the configuration in " + folder + " cannot be read: " + Failures.text(e),
                    "check the folder's permissions",
                    e);
        }
        watcher.scheduleWithFixedDelay(this::refresh, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
    }

    private synchronized void refresh() {
        try {
            Map<Path, Stamp> now = look();
            if (now.equals(seen)) {
                return;
            }
            for (Path file : seen.keySet()) {
                if (!now.containsKey(file)) {
                    remove(file);
                }
            }
            for (Map.Entry<Path, Stamp> entry : now.entrySet()) {
                if (!entry.getValue().equals(seen.get(entry.getKey()))) {
                    reapply(entry.getKey());
                }
            }
            seen = now;
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} cannot be read: {}", folder, Failures.text(e));
        }
    }

    private void reapply(Path file) throws IOException {
        try {
            apply(file);
            LOG.info("{} was read again", file.getFileName());
        } catch (TesseraException e) {
            LOG.warn("{}; what was set before stays ({})", e.getMessage(), e.hint());
        }
    }

    private void remove(Path file) throws IOException {
        Configuration configuration = applied.remove(file);
        if (configuration != null) {
            configuration.delete();
            LOG.info("{} is gone; defaults apply", file.getFileName());
        }
    }

    private Map<Path, Stamp> look() throws IOException {
        Map<Path, Stamp> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : (Iterable<Path>) entries::iterator) {
                if (file.getFileName().toString().endsWith(ConfigurationFile.SUFFIX) && Files.isRegularFile(file)) {
                    files.put(file, new Stamp(Files.getLastModifiedTime(file), Files.size(file)));
                }
            }
        }
        return files;
    }

    private void apply(Path file) throws IOException {
        ConfigurationFile read = ConfigurationFile.read(file, this::variable);
        Map<String, Object> settings = new LinkedHashMap<>(read.settings());
        String id = read.instance().isEmpty() ? read.pid() : read.pid() + "~" + read.instance();
        settings.putAll(overrides.getOrDefault(id, Map.of()));
        applied.put(file, update(read.pid(), read.instance(), settings));
    }

    private Configuration update(String pid, String instance, Map<String, Object> settings) throws IOException {
        Configuration configuration = instance.isEmpty()
                ? admin.getConfiguration(pid, "?")
                : admin.getFactoryConfiguration(pid, instance, "?");
        configuration.updateIfDifferent(new Hashtable<>(settings));
        return configuration;
    }

    private Optional<String> variable(String name) {
        if (name.equals("tessera.home")) {
            return Optional.of(home.toString());
        }
        return name.startsWith("env:") ? Optional.ofNullable(System.getenv(name.substring(4))) : Optional.empty();
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
