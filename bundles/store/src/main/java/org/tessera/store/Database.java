// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import javax.sql.DataSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jdbc.DataSourceFactory;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.TesseraException;

/**
 * The database and its pool, brought to the current schema before anybody uses it. Safe for many threads.
 *
 * <p>The driver is whatever {@link DataSourceFactory} the configuration targets, H2 by default, so that another database
 * takes a setting and a driver bundle.
 */
@Component(
        service = Database.class,
        configurationPid = "org.tessera.store",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = Database.Config.class)
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final HikariDataSource pool;

    /** Where the data is. */
    @ObjectClassDefinition(
            name = "Store",
            description = "The database. For another one set url and jdbc.target, such as"
                    + " (osgi.jdbc.driver.class=org.postgresql.Driver), and add its driver's bundle.")
    public @interface Config {
        @AttributeDefinition(description = "JDBC URL; empty for an H2 file data/tessera in the home")
        String url() default "";

        String user() default "tessera";

        @AttributeDefinition(type = AttributeType.PASSWORD)
        String password() default "";

        @AttributeDefinition(description = "Connections at most", min = "2")
        int connections() default 8;

        @AttributeDefinition(description = "Memory for pages of the embedded database, in MB", min = "1")
        int cache_mb() default 64;
    }

    /** Work with a connection that yields a result. */
    @FunctionalInterface
    interface Query<R> {
        R run(Connection connection) throws SQLException;
    }

    /** Work with a connection. */
    @FunctionalInterface
    interface Work {
        void run(Connection connection) throws SQLException;
    }

    @Activate
    public Database(
            @Reference(name = "jdbc", target = "(osgi.jdbc.driver.class=org.h2.Driver)") DataSourceFactory jdbc,
            BundleContext context,
            Config config) {
        this(source(jdbc, url(config, context.getProperty("tessera.home")), config), config.connections());
    }

    /** For hosts and tests that have a data source of their own. */
    public Database(DataSource source, int connections) {
        HikariConfig settings = new HikariConfig();
        settings.setPoolName("store");
        settings.setDataSource(source);
        settings.setMaximumPoolSize(connections);
        settings.setMinimumIdle(1);
        settings.setAutoCommit(false);
        pool = open(settings);
        try {
            Migrations.run(this);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private static HikariDataSource open(HikariConfig settings) {
        try {
            return new HikariDataSource(settings);
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new TesseraException(
                    "the database does not open: " + cause.getMessage(),
                    "see whether another process has it open, and url and user in conf/org.tessera.store.cfg",
                    e);
        }
    }

    private static String url(Config config, String home) {
        if (!config.url().isEmpty()) {
            return config.url();
        }
        if (home == null) {
            throw new TesseraException(
                    "neither url of org.tessera.store nor the framework property tessera.home is set",
                    "set one of them");
        }
        return embedded(home + "/data/tessera", config.cache_mb());
    }

    /**
     * URL of an H2 file. A commit is handed to the operating system before it returns: with H2's default delay of 500 ms
     * a killed process loses what was acknowledged.
     */
    public static String embedded(String path, int cacheMb) {
        return "jdbc:h2:file:" + path + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE=" + cacheMb * 1024;
    }

    private static DataSource source(DataSourceFactory jdbc, String url, Config config) {
        Properties properties = new Properties();
        properties.setProperty(DataSourceFactory.JDBC_URL, url);
        properties.setProperty(DataSourceFactory.JDBC_USER, config.user());
        properties.setProperty(DataSourceFactory.JDBC_PASSWORD, config.password());
        try {
            return jdbc.createDataSource(properties);
        } catch (SQLException e) {
            throw new TesseraException(
                    "the driver does not take the url " + url + ": " + e.getMessage(),
                    "correct url in conf/org.tessera.store.cfg",
                    e);
        }
    }

    /** A connection without automatic commits, to be closed by the caller. */
    Connection connection() {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Reads. */
    <R> R read(Query<R> query) {
        try (Connection connection = connection()) {
            R result = query.run(connection);
            connection.rollback();
            return result;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Writes, all or nothing; on disk when it returns. */
    void write(Work work) {
        try (Connection connection = connection()) {
            write(connection, work);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** As above, on a connection the caller keeps. */
    static void write(Connection connection, Work work) {
        try {
            try {
                work.run(connection);
                connection.commit();
            } catch (SQLException | RuntimeException | Error e) {
                rollback(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static void rollback(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    static TesseraException failed(SQLException e) {
        return new TesseraException(
                "the database failed: " + e.getMessage(),
                "look for a full disk or another process at work on it; what was committed is kept",
                e);
    }

    /** Runs statements that change the schema. */
    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Deactivate
    @Override
    public void close() {
        pool.close();
        LOG.debug("store closed");
    }
}
