// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.FilterReply;
import ch.qos.logback.core.util.FileSize;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.tessera.api.TesseraException;

/**
 * Logging of the program {@code bin/tessera}: everything to {@code log/tessera.log}, which rolls, and warnings to
 * standard error as well. Set up in code, as that takes a fraction of the time of reading logback's XML. An application
 * that embeds Tessera has its own logging and does not come here.
 */
final class Logging {
    /** Settings of the log are in the file of this name in {@code conf/}. */
    static final String PID = "org.tessera.log";

    private static final String LEVEL_OF = "level.";

    private Logging() {}

    /**
     * Logs to the home's {@code log/}.
     *
     * @param err gets warnings; not closed
     */
    static void open(Home home, OutputStream err) {
        Map<String, Object> settings = settings(home);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(level(settings, "level", "INFO"));
        root.addAppender(file(context, home.log(), settings));
        root.addAppender(warnings(context, err));
        for (String key : settings.keySet()) {
            if (key.startsWith(LEVEL_OF)) {
                context.getLogger(key.substring(LEVEL_OF.length())).setLevel(level(settings, key, "INFO"));
            }
        }
    }

    /** Only failures, only to standard error: for what runs without a home. */
    static void quiet(OutputStream err) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(warnings(context, err));
    }

    private static Map<String, Object> settings(Home home) {
        Path file = home.conf().resolve(PID + ConfigurationFile.SUFFIX);
        return Files.exists(file)
                ? ConfigurationFile.read(file, name -> Optional.empty()).settings()
                : Map.of();
    }

    private static Level level(Map<String, Object> settings, String key, String standard) {
        String text = text(settings, key, standard);
        Level level = Level.toLevel(text, null);
        if (level == null) {
            throw new TesseraException(
                    PID + ConfigurationFile.SUFFIX + ": " + key + " is \"" + text + "\"",
                    "expected TRACE, DEBUG, INFO, WARN, ERROR or OFF");
        }
        return level;
    }

    private static String text(Map<String, Object> settings, String key, String standard) {
        return settings.getOrDefault(key, standard).toString();
    }

    private static RollingFileAppender<ILoggingEvent> file(
            LoggerContext context, Path folder, Map<String, Object> settings) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setName("file");
        appender.setFile(folder.resolve("tessera.log").toString());
        FixedWindowRollingPolicy policy = new FixedWindowRollingPolicy();
        policy.setContext(context);
        policy.setParent(appender);
        policy.setFileNamePattern(folder.resolve("tessera.%i.log.gz").toString());
        policy.setMinIndex(1);
        policy.setMaxIndex(number(settings, "files", 5));
        policy.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
        trigger.setContext(context);
        trigger.setMaxFileSize(new FileSize(number(settings, "megabytes", 10) * FileSize.MB_COEFFICIENT));
        trigger.start();
        appender.setRollingPolicy(policy);
        appender.setTriggeringPolicy(trigger);
        appender.setEncoder(encoder(context, "%date{ISO8601} %-5level [%thread] %logger: %message%n"));
        appender.start();
        return appender;
    }

    private static int number(Map<String, Object> settings, String key, int standard) {
        String text = text(settings, key, Integer.toString(standard));
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= 20_000) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new TesseraException(
                PID + ConfigurationFile.SUFFIX + ": " + key + " is \"" + text + "\"", "expected a number from 1 on");
    }

    private static OutputStreamAppender<ILoggingEvent> warnings(LoggerContext context, OutputStream err) {
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setName("warnings");
        ThresholdFilter filter = new ThresholdFilter();
        filter.setLevel("WARN");
        filter.start();
        appender.addFilter(filter);
        appender.addFilter(new Filter<>() {
            @Override
            public FilterReply decide(ILoggingEvent event) {
                List<Marker> markers = event.getMarkerList();
                return markers != null && markers.contains(LogBridge.PLATFORM) ? FilterReply.DENY : FilterReply.NEUTRAL;
            }
        });
        // Traces are for the file.
        appender.setEncoder(
                encoder(context, "%replace(%replace(%level){'WARN','warning'}){'ERROR','error'}: %message%n%nopex"));
        appender.setOutputStream(err);
        appender.start();
        return appender;
    }

    private static PatternLayoutEncoder encoder(LoggerContext context, String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(pattern);
        encoder.start();
        return encoder;
    }
}
