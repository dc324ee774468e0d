// SPDX-License-Identifier: Apache-2.0
package org.tessera.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;
import org.tessera.api.deploy.Deployments.Policy;

class FolderTest {
    private static final Folder.Changes NONE = new Folder.Changes(List.of(), List.of());

    @TempDir
    Path root;

    private Path jar(String name, Map<String, String> headers) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(manifest.getMainAttributes()::putValue);
        Path file = Files.createDirectories(root.resolve("deploy")).resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            new JarOutputStream(out, manifest).close();
        }
        return file;
    }

    private static List<String> come(Folder folder) throws IOException {
        return folder.changes().come();
    }

    @Test
    void aJarIsHandedOutOnceWhenItNoLongerChanges() throws IOException {
        Folder folder = new Folder(root.resolve("deploy"));
        assertThat(folder.changes()).isEqualTo(NONE);
        assertThat(folder.settled()).isTrue();
        Path file = jar("a.jar", Map.of());
        assertThat(folder.settled()).isFalse();
        assertThat(come(folder)).as("seen for the first time").isEmpty();
        assertThat(come(folder)).containsExactly("a.jar");
        assertThat(come(folder)).isEmpty();
        assertThat(folder.settled()).isTrue();

        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        assertThat(come(folder)).isEmpty();
        assertThat(come(folder)).as("overwritten").containsExactly("a.jar");

        Files.delete(file);
        assertThat(folder.changes().gone()).containsExactly("a.jar");
        assertThat(folder.changes()).isEqualTo(NONE);
    }

    @Test
    void oneThatIsStillCopiedIsWaitedForAndOneThatStaysTornIsHandedOut() throws IOException {
        Folder folder = new Folder(root.resolve("deploy"));
        Path file = Files.createDirectories(root.resolve("deploy")).resolve("half.jar");
        Files.write(file, new byte[] {'P', 'K', 3, 4});
        come(folder);
        assertThat(come(folder)).as("just written").isEmpty();
        assertThat(folder.settled()).isFalse();
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        come(folder);
        assertThat(come(folder)).containsExactly("half.jar");
    }

    @Test
    void aRejectedOneLiesAsideWithItsReason() throws IOException {
        Folder folder = new Folder(root.resolve("deploy"));
        jar("bad.jar", Map.of());
        come(folder);
        come(folder);
        folder.reject("bad.jar", "no good");
        Path rejected = root.resolve("deploy").resolve("rejected");
        assertThat(rejected.resolve("bad.jar")).exists();
        assertThat(rejected.resolve("bad.jar.txt")).hasContent("no good\n");
        assertThat(folder.settled()).isTrue();
        assertThat(folder.changes()).isEqualTo(NONE);
    }

    @Test
    void policiesOfSingleJarsOutliveTheProcess() throws IOException {
        Path file = root.resolve("data").resolve("policies.properties");
        Policies policies = new Policies(file);
        policies.put("a b.jar", Policy.MANUAL);
        policies.put("c.jar", Policy.ALWAYS);
        policies.remove("c.jar");
        Policies again = new Policies(file);
        assertThat(again.of("a b.jar")).contains(Policy.MANUAL);
        assertThat(again.of("c.jar")).isEqualTo(Optional.empty());
    }

    @Test
    void headersAreReadWithTheirQuotes() throws Exception {
        Path file = jar(
                "good.jar",
                Map.of(
                        "Bundle-SymbolicName", "good;singleton:=true",
                        "Bundle-Version", "1.2.0",
                        "Import-Package",
                                "org.tessera.api.data;version=\"[0.1,1)\",java.util,org.tessera.api.recommend;version=\"[0.1,1)\";x=\"a,b\""));
        Map<String, Version> offered =
                Map.of("org.tessera.api.data", new Version(0, 1, 0), "org.tessera.api.recommend", new Version(0, 1, 0));
        assertThat(JarCheck.inspect(file, offered)).isEqualTo(new JarCheck.Identity("good", "1.2.0"));
    }
}
