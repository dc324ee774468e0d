// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Finds static fields that keep state between calls: what a strategy must not have, as it would be seen by every user of
 * its classes, be lost with them, and keep them from going. Arrays and immutable collections are taken for constants.
 */
public final class MutableStatics {
    private MutableStatics() {}

    /**
     * Those of a class's package and the packages below it, such as {@code Cache.last}; none where the class does not say
     * which file it comes from, as inside a framework.
     */
    public static List<String> of(Class<?> strategy) {
        return place(strategy)
                .map(place -> of(strategy.getClassLoader(), classes(place, strategy)))
                .orElse(List.of());
    }

    /** Those of the classes of these names. */
    public static List<String> of(ClassLoader loader, Collection<String> names) {
        List<String> found = new ArrayList<>();
        for (String name : names) {
            try {
                Class<?> type = Class.forName(name, true, loader);
                for (Field field : type.getDeclaredFields()) {
                    if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic() && keepsState(field)) {
                        found.add(type.getSimpleName() + "." + field.getName());
                    }
                }
            } catch (ClassNotFoundException | LinkageError notThere) {
                // A class for what is not on every platform: it keeps nothing here.
                continue;
            }
        }
        return found;
    }

    private static boolean keepsState(Field field) {
        if (!Modifier.isFinal(field.getModifiers())) {
            return true;
        }
        if (field.getType().isPrimitive() || field.getType() == String.class) {
            return false;
        }
        Object value;
        try {
            field.setAccessible(true);
            value = field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot look at " + field, e);
        }
        if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
            String type = value.getClass().getName();
            return !type.contains("Immutable") && !type.contains("Unmodifiable") && !type.contains("$Empty");
        }
        return value instanceof ThreadLocal<?>
                || value instanceof Thread
                || value instanceof Executor
                || value instanceof Random
                || (value != null && value.getClass().getName().startsWith("java.util.concurrent.atomic."));
    }

    private static List<String> classes(Path place, Class<?> strategy) {
        String folder = strategy.getPackageName().replace('.', '/') + "/";
        try {
            if (Files.isDirectory(place)) {
                try (Stream<Path> files = Files.walk(place.resolve(folder))) {
                    return files.map(file -> place.relativize(file).toString().replace('\\', '/'))
                            .flatMap(name -> className(name, folder))
                            .toList();
                }
            }
            try (JarFile jar = new JarFile(place.toFile())) {
                return jar.stream()
                        .map(JarEntry::getName)
                        .flatMap(name -> className(name, folder))
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the classes of " + strategy + " at " + place + " cannot be listed", e);
        }
    }

    private static Stream<String> className(String entry, String folder) {
        return entry.startsWith(folder) && entry.endsWith(".class") && !entry.endsWith("package-info.class")
                ? Stream.of(
                        entry.substring(0, entry.length() - ".class".length()).replace('/', '.'))
                : Stream.of();
    }

    private static Optional<Path> place(Class<?> strategy) {
        CodeSource source = strategy.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        return location == null || !location.getProtocol().equals("file")
                ? Optional.empty()
                : Optional.of(Path.of(URI.create(location.toString())));
    }
}
