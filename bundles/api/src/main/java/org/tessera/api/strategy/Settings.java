// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.strategy;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Typed settings from a component property type (an annotation whose methods are the settings and whose defaults are
 * theirs) and the overrides of one call. The names of settings are the names of the methods; their types are
 * {@code int}, {@code long}, {@code double}, {@code boolean}, {@code String} or an enum.
 *
 * <p>Stricter than the conversion that components get from the framework: 2.5 is no whole number and "yes" is not true.
 */
public final class Settings {
    private Settings() {}

    /** The defaults of a property type. */
    public static <A extends Annotation> A defaults(Class<A> type) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Method method : settings(type)) {
            values.put(
                    method.getName(),
                    Objects.requireNonNull(method.getDefaultValue(), () -> method + " has no default"));
        }
        return view(type, values);
    }

    /**
     * What a component was given, overlaid with the overrides of one call.
     *
     * @throws SettingException if an override is unknown or not of the type of its setting
     */
    public static <A extends Annotation> A overlay(Class<A> type, A base, Map<String, ?> overrides) {
        if (overrides.isEmpty()) {
            return base;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, Class<?>> types = new LinkedHashMap<>();
        for (Method method : settings(type)) {
            values.put(method.getName(), invoke(method, base));
            types.put(method.getName(), method.getReturnType());
        }
        overrides.forEach((name, value) -> {
            Class<?> target = types.get(name);
            if (target == null) {
                throw new SettingException(
                        name, "there is no such setting", "settings here: " + String.join(", ", types.keySet()));
            }
            values.put(name, typed(target, name, value));
        });
        return view(type, values);
    }

    /** Every setting with its value, in the order of the names; enums as lower-case text. */
    public static <A extends Annotation> Map<String, Object> describe(Class<A> type, A settings) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Method method : settings(type)) {
            Object value = invoke(method, settings);
            values.put(method.getName(), value instanceof Enum<?> e ? lower(e) : value);
        }
        return values;
    }

    /**
     * Passes a value on if it is within the bounds.
     *
     * @throws SettingException if it is not
     */
    public static int inRange(String setting, int value, int min, int max) {
        if (value < min || value > max) {
            throw outOfRange(setting, value, min, max);
        }
        return value;
    }

    /** As above, for fractions; NaN is out of every range. */
    public static double inRange(String setting, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw outOfRange(setting, value, min, max);
        }
        return value;
    }

    /** The entries of a list whose items may themselves be separated by commas, as a plain configuration file has them. */
    public static List<String> list(String... items) {
        return Arrays.stream(items)
                .flatMap(item -> Arrays.stream(item.split(",", -1)))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /**
     * The whole numbers of such a list.
     *
     * @throws SettingException if one is none or out of bounds
     */
    public static List<Integer> wholeNumbers(String setting, String[] items, int min, int max) {
        return list(items).stream()
                .map(item -> inRange(setting, (int) typed(int.class, setting, item), min, max))
                .toList();
    }

    /**
     * The time zone of that name.
     *
     * @throws SettingException if there is none
     */
    public static ZoneId zone(String setting, String name) {
        try {
            return ZoneId.of(name.strip());
        } catch (DateTimeException e) {
            throw new SettingException(
                    setting, "'" + name + "' is not a time zone", "give one such as UTC, +02:00 or Europe/Berlin");
        }
    }

    /**
     * The constant of that name, in lower or upper case: for settings that are text to the framework, which knows the
     * names of constants in one case only.
     *
     * @throws SettingException if there is none
     */
    public static <E extends Enum<E>> E choice(Class<E> type, String setting, String name) {
        return type.cast(typed(type, setting, name));
    }

    private static SettingException outOfRange(String setting, Number value, Number min, Number max) {
        return new SettingException(
                setting,
                value + " is out of range, expected " + min + " to " + max,
                "give a value from " + min + " to " + max);
    }

    private static Object typed(Class<?> target, String setting, Object value) {
        String text = value.toString().trim();
        try {
            if (target == int.class) {
                return Integer.valueOf(whole(text));
            } else if (target == long.class) {
                return Long.valueOf(whole(text));
            } else if (target == double.class) {
                return Double.valueOf(text);
            } else if (target == boolean.class && (text.equals("true") || text.equals("false"))) {
                return Boolean.valueOf(text);
            } else if (target == String.class) {
                return text;
            }
        } catch (NumberFormatException e) {
            throw wrongType(target, setting, value);
        }
        for (Object constant : constants(target)) {
            if (lower((Enum<?>) constant).equals(text.toLowerCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw wrongType(target, setting, value);
    }

    /** JSON knows only fractions: 5.0 is the whole number 5. */
    private static String whole(String text) {
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static SettingException wrongType(Class<?> target, String setting, Object value) {
        String expected = target == int.class || target == long.class
                ? "a whole number"
                : target == double.class
                        ? "a number"
                        : target == boolean.class
                                ? "true or false"
                                : "one of "
                                        + constants(target).stream()
                                                .map(constant -> lower((Enum<?>) constant))
                                                .collect(Collectors.joining(", "));
        return new SettingException(setting, "'" + value + "' is not " + expected, "give " + expected);
    }

    private static List<?> constants(Class<?> target) {
        Object[] constants = target.getEnumConstants();
        return constants == null ? List.of() : List.of(constants);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static <A extends Annotation> List<Method> settings(Class<A> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getParameterCount() == 0 && !method.isSynthetic())
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private static <A extends Annotation> A view(Class<A> type, Map<String, Object> values) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "annotationType" -> type;
                    case "toString" -> type.getSimpleName() + values;
                    case "hashCode" -> values.hashCode();
                    case "equals" -> proxy == arguments[0];
                    default -> values.get(method.getName());
                }));
    }

    private static Object invoke(Method method, Annotation settings) {
        try {
            method.setAccessible(true);
            return method.invoke(settings);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read setting " + method.getName(), e);
        }
    }
}
