// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.BundleContext;
import org.tessera.api.shell.CommandRunner;
import org.tessera.api.shell.Console;
import org.tessera.itest.FrameworkExtension;

class ShellIT {
    @RegisterExtension
    static final FrameworkExtension FRAMEWORK = FrameworkExtension.with(
            "org.apache.felix.gogo.runtime", "org.apache.felix.gogo.command", "com.google.gson", "org.tessera.shell");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(CommandRunner runner, String script) {
        return runner.run(
                script,
                new Console(InputStream.nullInputStream(), out, err, Path.of("").toAbsolutePath(), 0, false));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void listsCommands(CommandRunner runner) {
        assertThat(run(runner, "help")).isEqualTo(CommandRunner.OK);
        assertThat(out()).contains("about", "What runs here", "help", "Lists the commands");
        assertThat(err()).isEmpty();
    }

    @Test
    void tellsAboutTheFramework(CommandRunner runner, BundleContext context) {
        assertThat(run(runner, "about --json")).isEqualTo(CommandRunner.OK);
        assertThat(out().strip())
                .startsWith("{\"version\":")
                .contains("\"home\":\"" + FRAMEWORK.home() + "\"")
                .contains("\"bundles\":" + context.getBundles().length)
                .hasLineCount(1);
    }

    @Test
    void stopsAtTheFirstFailure(CommandRunner runner) {
        assertThat(run(runner, "help help; hlep; about")).isEqualTo(CommandRunner.FAILED);
        assertThat(out()).contains("help [COMMAND]").doesNotContain("bundles");
        assertThat(err()).isEqualToIgnoringNewLines("error: unknown command hlep (did you mean help?)");
    }

    @Test
    void failsAsJsonWhereThatIsWanted(CommandRunner runner) {
        assertThat(run(runner, "about --jsn")).isEqualTo(CommandRunner.FAILED);
        assertThat(err()).isEqualToIgnoringNewLines("error: about: unknown option --jsn (did you mean --json?)");
        err.reset();
        assertThat(run(runner, "about --json extra")).isEqualTo(CommandRunner.FAILED);
        assertThat(err())
                .isEqualToIgnoringNewLines(
                        "{\"error\":\"about: unexpected \\\"extra\\\"\",\"hint\":\"usage: about [--json]\"}");
        assertThat(out()).isEmpty();
    }

    @Test
    void saysWhatCannotBeUnderstood(CommandRunner runner) {
        assertThat(run(runner, "help; help \"about")).isEqualTo(CommandRunner.FAILED);
        assertThat(out()).isEmpty();
        assertThat(err()).startsWith("error: ").contains("cannot be understood").hasLineCount(1);
    }

    @Test
    void keepsVariablesAndPipesInOneRun(CommandRunner runner) {
        assertThat(run(runner, "x = about\nhelp $x | tac")).isEqualTo(CommandRunner.FAILED);
        assertThat(err()).contains("unknown command tac");
        err.reset();
        assertThat(run(runner, "x = about\nhelp $x")).isEqualTo(CommandRunner.OK);
        assertThat(out()).contains("What runs here");
    }

    @Test
    void endsWhenInterrupted(CommandRunner runner) {
        Thread.currentThread().interrupt();
        assertThat(run(runner, "help")).isEqualTo(CommandRunner.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(err()).isEqualToIgnoringNewLines("interrupted");
    }
}
