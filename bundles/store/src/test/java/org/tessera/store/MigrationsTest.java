// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.TesseraException;

class MigrationsTest {
    @TempDir
    Path folder;

    @Test
    void aScriptIsCutIntoStatements() {
        assertThat(Migrations.statements("-- a; comment\nCREATE x;\n\n  -- b\nCREATE\ny;\n"))
                .containsExactly("CREATE x", "CREATE\ny");
    }

    @Test
    void aScriptThatWasBrokenOffIsRunAgain() {
        try (Database first = new Database(StoreFixture.source(folder), 2)) {
            first.write(c -> Database.execute(c, "DELETE FROM schema_version"));
        }
        try (Database second = new Database(StoreFixture.source(folder), 2)) {
            assertThat(second.<Long>read(c -> Sql.one(c, "SELECT COUNT(*) FROM schema_version")))
                    .isEqualTo(1);
        }
    }

    @Test
    void aDatabaseOfALaterVersionIsLeftAlone() {
        try (Database first = new Database(StoreFixture.source(folder), 2)) {
            first.write(c -> Database.execute(c, "UPDATE schema_version SET version = 999"));
        }
        assertThatThrownBy(() -> new Database(StoreFixture.source(folder), 2))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("999");
    }

    @Test
    void aDatabaseThatDoesNotOpenIsSaidToBe() {
        try (Database first = new Database(StoreFixture.source(folder), 2)) {
            JdbcDataSource stranger = StoreFixture.source(folder);
            stranger.setUser("stranger");

            assertThatThrownBy(() -> new Database(stranger, 2))
                    .isInstanceOf(TesseraException.class)
                    .hasMessageContaining("does not open")
                    .hasMessageContaining("user name");
        }
    }
}
