// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.h2.jdbcx.JdbcDataSource;
import org.tessera.api.data.Event;
import org.tessera.api.ingest.ImportReport;
import org.tessera.api.ingest.ImportRequest;
import org.tessera.api.ingest.RecordReader;
import org.tessera.api.strategy.Progress;
import org.tessera.ingest.delimited.DelimitedReader;
import org.tessera.ingest.jsonl.JsonLinesReader;
import org.tessera.store.Customers;
import org.tessera.store.Database;
import org.tessera.store.Events;
import org.tessera.store.Items;
import org.tessera.store.States;
import org.tessera.store.StoreIntake;

/** An importer over a store in a folder, without a framework. */
public final class ImportFixture implements AutoCloseable {
    private final Path folder;
    private final Database database;
    public final Customers customers;
    public final Items items;
    public final Events events;
    public final States states;
    final FileImporter importer;

    ImportFixture(Path folder, Path mappings) {
        this.folder = folder;
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(Database.embedded(folder.resolve("tessera").toString(), 64));
        source.setUser("tessera");
        source.setPassword("");
        database = new Database(source, 8);
        customers = new Customers(database);
        items = new Items(database);
        events = new Events(database, customers);
        states = new States(database);
        importer = new FileImporter(
                new FileImporter.Surroundings(new StoreIntake(database, customers, items, events), mappings));
        importer.addReader(new DelimitedReader(), Map.of(RecordReader.NAME, "delimited"));
        importer.addReader(new JsonLinesReader(), Map.of(RecordReader.NAME, "jsonl"));
    }

    /** With the mappings that are shipped. */
    public static ImportFixture shipped(Path folder) {
        return new ImportFixture(folder, root().resolve("config").resolve("mappings"));
    }

    private static Path root() {
        return Path.of(System.getProperty("tessera.root", "../.."));
    }

    /** The real data, if it is there. */
    public static Optional<Path> data(String name) {
        Path file = Path.of(System.getProperty("tessera.data", root() + "/../shared/data"))
                .resolve(name);
        return Files.exists(file) ? Optional.of(file) : Optional.empty();
    }

    Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    ImportReport run(ImportRequest request) throws IOException {
        return importer.run(request, Progress.unwatched());
    }

    ImportReport run(String kind, Path file) throws IOException {
        return run(ImportRequest.of(kind, file, Optional.empty()));
    }

    public ImportReport mapped(String kind, Path file, String mapping) throws IOException {
        return run(ImportRequest.of(kind, file, Optional.of(mapping)));
    }

    List<Event> all() {
        List<Event> all = new ArrayList<>();
        events.visitAfter(0, (number, event) -> all.add(event));
        return all;
    }

    static Map<String, Long> steps(ImportReport report) {
        Map<String, Long> steps = new LinkedHashMap<>();
        report.steps().forEach(step -> steps.put(step.name(), step.rows()));
        return steps;
    }

    @Override
    public void close() {
        database.close();
    }
}
