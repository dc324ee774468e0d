// SPDX-License-Identifier: Apache-2.0
package org.tessera.archetype;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The Maven that runs this build, as an author has it who has installed Tessera: with a local repository of its own
 * that holds what this build has just made. Everything else comes from the local repository of this build, which stands
 * in for all others, so nothing is installed there and no network is needed.
 */
final class AuthorsMaven {
    private static final String VERSION = required("tessera.version");
    private static final String SHORT_RUN = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
    private static final Path ROOT = Path.of(required("tessera.root"));

    /** Folders of the modules that {@code mvn install} would have put into an author's local repository. */
    private static final List<String> MODULES =
            List.of(".", "bundles", "bundles/api", "bundles/numerics", "tck", "itest", "archetype");

    private final Path repository;
    private final Path settings;

    private AuthorsMaven(Path repository, Path settings) {
        this.repository = repository;
        this.settings = settings;
    }

    /** @param folder for the local repository, which the next run may use again, and the settings */
    static AuthorsMaven in(Path folder) throws IOException {
        Path repository = Files.createDirectories(folder.resolve("repository"));
        for (String module : MODULES) {
            install(ROOT.resolve(module).normalize(), repository);
        }
        String elsewhere = Path.of(required("maven.repository")).toUri().toString();
        Path settings = Files.writeString(folder.resolve("settings.xml"), settings(elsewhere));
        return new AuthorsMaven(repository, settings);
    }

    private static void install(Path module, Path repository) throws IOException {
        String artifact = module.equals(ROOT.normalize())
                ? "tessera"
                : module.getFileName().toString();
        Path target = Files.createDirectories(
                repository.resolve("org").resolve("tessera").resolve(artifact).resolve(VERSION));
        String name = artifact + "-" + VERSION;
        copy(module.resolve("pom.xml"), target.resolve(name + ".pom"));
        Path jar = module.resolve("target").resolve(name + ".jar");
        if (Files.exists(jar)) {
            copy(jar, target.resolve(name + ".jar"));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String settings(String elsewhere) {
        // A local repository keeps no checksums of some of what it holds.
        String central = "<id>central</id><url>https://repo.maven.apache.org/maven2</url><releases>"
                + "<checksumPolicy>ignore</checksumPolicy></releases><snapshots><enabled>false</enabled></snapshots>";
        return """
                <settings>
                  <mirrors>
                    <mirror><id>build</id><mirrorOf>*</mirrorOf><url>%s</url></mirror>
                  </mirrors>
                  <profiles>
                    <profile>
                      <id>build</id>
                      <repositories><repository>%s</repository></repositories>
                      <pluginRepositories><pluginRepository>%s</pluginRepository></pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>build</activeProfile></activeProfiles>
                </settings>
                """.formatted(elsewhere, central, central);
    }

    /** Makes a project of the archetype in a folder and returns the project's. */
    Path generate(Path folder, String task, String strategy) throws IOException, InterruptedException {
        run(
                folder,
                "org.apache.maven.plugins:maven-archetype-plugin:" + required("archetype.plugin.version") + ":generate",
                "-DarchetypeGroupId=org.tessera",
                "-DarchetypeArtifactId=archetype",
                "-DarchetypeVersion=" + VERSION,
                "-DgroupId=com.example",
                "-DartifactId=" + strategy,
                "-Dtask=" + task,
                "-DstrategyName=" + strategy);
        return folder.resolve(strategy);
    }

    /** Runs {@code mvn} in a folder. */
    void run(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(required("maven.home"), "bin", "mvn").toString(),
                "-B",
                "-ntp",
                "-s",
                settings.toString(),
                "-Dmaven.repo.local=" + repository));
        command.addAll(List.of(arguments));
        // Short runs: what the second compiler and more threads for the collector cost is not won back.
        command.add("-DargLine=" + SHORT_RUN);
        ToolProcess.run(folder, Map.of("MAVEN_OPTS", SHORT_RUN), command);
    }

    private static String required(String property) {
        String value = System.getProperty(property);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException("this test runs in a Maven build, which sets " + property);
        }
        return value;
    }
}
