// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import org.apache.felix.framework.Logger;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** Passes what the framework and the OSGi log service say on to slf4j, where it would be lost otherwise. */
final class LogBridge implements LogListener {
    /** On what the component runtime and the framework say: many lines for one cause, which the launcher tells in one. */
    static final Marker PLATFORM = MarkerFactory.getMarker("PLATFORM");

    /** The framework's own messages. */
    static final class OfFramework extends Logger {
        private static final org.slf4j.Logger LOG = LoggerFactory.getLogger("org.apache.felix.framework");

        @Override
        protected void doLog(Bundle bundle, ServiceReference sr, int level, String message, Throwable thrown) {
            pass(level, bundle == null ? message : bundle + ": " + message, thrown);
        }

        @Override
        protected void doLog(int level, String message, Throwable thrown) {
            pass(level, message, thrown);
        }

        private static void pass(int level, String message, Throwable thrown) {
            switch (level) {
                case LOG_ERROR -> LOG.error(message, thrown);
                case LOG_WARNING -> LOG.warn(message, thrown);
                case LOG_INFO -> LOG.info(message, thrown);
                default -> LOG.debug(message, thrown);
            }
        }
    }

    private LogBridge() {}

    /** Listens to every log reader of a framework, for as long as it runs. */
    static void open(BundleContext context) {
        LogBridge bridge = new LogBridge();
        new ServiceTracker<>(
                        context,
                        LogReaderService.class,
                        new ServiceTrackerCustomizer<LogReaderService, LogReaderService>() {
                            @Override
                            public LogReaderService addingService(ServiceReference<LogReaderService> reference) {
                                LogReaderService reader = context.getService(reference);
                                reader.addLogListener(bridge);
                                return reader;
                            }

                            @Override
                            public void modifiedService(
                                    ServiceReference<LogReaderService> reference, LogReaderService reader) {
                                // a reader has no properties that matter here
                            }

                            @Override
                            public void removedService(
                                    ServiceReference<LogReaderService> reference, LogReaderService reader) {
                                reader.removeLogListener(bridge);
                                context.ungetService(reference);
                            }
                        })
                .open();
    }

    @Override
    public void logged(LogEntry entry) {
        String name = entry.getLoggerName();
        boolean event = name.startsWith("Events."); // each bundle and service that comes or goes
        org.slf4j.Logger log = LoggerFactory.getLogger(event || name.isEmpty() ? "org.osgi.framework" : name);
        String text = entry.getBundle() == null
                ? entry.getMessage()
                : entry.getBundle().getSymbolicName() + ": " + entry.getMessage();
        LogLevel level = entry.getLogLevel();
        if (level == LogLevel.ERROR || level == LogLevel.AUDIT) {
            log.error(PLATFORM, text, entry.getException());
        } else if (level == LogLevel.WARN) {
            log.warn(PLATFORM, text, entry.getException());
        } else if (level == LogLevel.INFO && !event) {
            log.info(text, entry.getException());
        } else {
            log.debug(text, entry.getException());
        }
    }
}
