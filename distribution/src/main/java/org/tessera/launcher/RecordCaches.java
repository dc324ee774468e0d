// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;
import java.util.List;

/**
 * Makes the JVM forget the record it has linked last. Up to Java 17 a few method handles of {@link ObjectMethods} each
 * remember the type they were last adapted to (JDK-8078641), and with it the record's class loader and all of a stopped
 * engine. Linking a record of the host's takes that one place.
 */
final class RecordCaches {
    /** A component of a class, as those of a primitive type and of {@link Object} are compared by other handles. */
    private record Placeholder(String text) {}

    private static final List<MethodType> METHODS = List.of(
            MethodType.methodType(boolean.class, Placeholder.class, Object.class),
            MethodType.methodType(int.class, Placeholder.class),
            MethodType.methodType(String.class, Placeholder.class));

    private static final List<String> NAMES = List.of("equals", "hashCode", "toString");

    private RecordCaches() {}

    static void forget() {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            MethodHandle getter = lookup.findVirtual(Placeholder.class, "text", MethodType.methodType(String.class));
            for (int i = 0; i < NAMES.size(); i++) {
                ObjectMethods.bootstrap(lookup, NAMES.get(i), METHODS.get(i), Placeholder.class, "text", getter);
            }
        } catch (Throwable e) { // what bootstrap declares; with a record of this class it throws nothing
            throw new IllegalStateException("the methods of a record cannot be linked", e);
        }
    }
}
