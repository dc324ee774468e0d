// SPDX-License-Identifier: Apache-2.0
package org.tessera.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.hooks.bundle.CollisionHook;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.TesseraException;
import org.tessera.api.deploy.Deployment;
import org.tessera.api.deploy.Deployments;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Trials;

/** Watches the home's folder {@code deploy}. All that changes anything happens on one thread, one jar after the other. */
@Component(
        service = {Deployments.class, CollisionHook.class},
        immediate = true,
        configurationPid = "org.tessera.deploy")
@Designate(ocd = DeployService.Config.class)
public final class DeployService implements Deployments, CollisionHook {
    private static final Logger LOG = LoggerFactory.getLogger(DeployService.class);
    private static final long SETTLE_MS = 50;
    private static final Duration TRIED_AGAIN = Duration.ofMinutes(10);

    private final Path folder;
    private final Folder watched;
    private final Book book;
    private final Policies policies;
    private final Deployer deployer;
    private final Bundle own;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "tessera-deploy");
        made.setDaemon(true);
        return made;
    });
    private volatile boolean stopped;

    /** When what takes over. */
    @ObjectClassDefinition(name = "Deploy", description = "Jars in the folder deploy, and when they take over.")
    public @interface Config {
        @AttributeDefinition(
                description = "manual, if-not-worse than the champion on held-out data, or always",
                options = {})
        String policy() default "if-not-worse";

        @AttributeDefinition(
                description = "Share of the champion's value that one that is not worse may fall short by",
                min = "0",
                max = "1")
        double tolerance() default 0.01;

        @AttributeDefinition(description = "How often the folder is looked at, in milliseconds", min = "10")
        long watch_ms() default 500;

        @AttributeDefinition(description = "How long the trial on made-up data may take, in seconds", min = "1")
        long trial_s() default 30;
    }

    @Activate
    public DeployService(
            BundleContext context,
            @Reference Trials trials,
            @Reference ServiceComponentRuntime components,
            Config config)
            throws IOException {
        String root = context.getProperty("tessera.home");
        if (root == null) {
            throw new TesseraException(
                    "the framework property tessera.home is not set",
                    "set it to the folder Tessera may keep its data in");
        }
        Path home = Path.of(root);
        folder = Files.createDirectories(home.resolve("deploy"));
        own = context.getBundle();
        watched = new Folder(folder);
        Path data = home.resolve("data").resolve("deploy");
        book = new Book(data.resolve("deployments.json"));
        policies = new Policies(data.resolve("policies.properties"));
        deployer = new Deployer(
                watched,
                data.resolve("staged"),
                book,
                policies,
                new Installed(context, components),
                trials,
                rules(config),
                () -> stopped);
        thread.execute(this::resume);
        thread.scheduleWithFixedDelay(this::look, 0, config.watch_ms(), TimeUnit.MILLISECONDS);
    }

    private static Deployer.Rules rules(Config config) {
        return new Deployer.Rules(policy(config.policy()), config.tolerance(), Duration.ofSeconds(config.trial_s()));
    }

    /** @throws TesseraException if there is no policy of that name */
    private static Policy policy(String name) {
        return switch (name) {
            case "manual" -> Policy.MANUAL;
            case "if-not-worse" -> Policy.IF_NOT_WORSE;
            case "always" -> Policy.ALWAYS;
            default ->
                throw new TesseraException(
                        "policy is '" + name + "'", "expected manual, if-not-worse or always in org.tessera.deploy");
        };
    }

    @Modified
    void configure(Config config) {
        deployer.configure(rules(config));
    }

    private void resume() {
        try {
            deployer.resume();
        } catch (IOException | RuntimeException e) {
            LOG.error("what was deployed cannot be taken up again", e);
        }
    }

    private void look() {
        try {
            Folder.Changes changes = watched.changes();
            changes.gone().forEach(deployer::gone);
            for (String file : changes.come()) {
                deployer.come(file, this::watch);
            }
        } catch (CancellationException e) {
            LOG.debug("broken off: the engine stops");
        } catch (IOException | RuntimeException e) {
            LOG.error("the folder {} cannot be dealt with", folder, e);
        }
    }

    private void watch(String phase, long done, long total) {
        if (stopped) {
            throw new CancellationException("the engine stops");
        }
    }

    @Override
    public String deploy(Path jar, Optional<Policy> policy) {
        String name = String.valueOf(jar.getFileName());
        if (!Files.isRegularFile(jar) || !name.endsWith(".jar")) {
            throw new TesseraException("there is no jar " + jar, "give the path of a bundle's jar");
        }
        try {
            if (policy.isPresent()) {
                policies.put(name, policy.get());
            } else {
                policies.remove(name);
            }
            Path copy = Files.createTempFile(folder, ".coming", ".part");
            Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
            Files.move(copy, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return name;
        } catch (IOException e) {
            throw new TesseraException(
                    jar + " cannot be copied to " + folder + ": " + e.getMessage(), "check space and permissions");
        }
    }

    @Override
    public List<Deployment> list() {
        return book.all().stream().map(Book.Entry::shown).toList();
    }

    @Override
    public Deployment promote(String name) {
        try {
            // What waited when the engine stopped is tried again at the start.
            awaitSettled(TRIED_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
        return onThread(() -> deployer.promote(name, Progress.unwatched()).shown());
    }

    private interface Work<R> {
        R run() throws IOException;
    }

    private <R> R onThread(Work<R> work) {
        try {
            return onThread(work, Long.MAX_VALUE);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private <R> R onThread(Work<R> work, long nanos) throws TimeoutException {
        try {
            return thread.submit(work::run).get(nanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TesseraException told) {
                throw told;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    @Override
    public boolean awaitSettled(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        try {
            // Whatever is under way keeps the thread, so that an answer from it comes when it is over.
            while (!onThread(watched::settled, end - System.nanoTime())) {
                TimeUnit.MILLISECONDS.sleep(SETTLE_MS);
            }
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** Two builds of one version may stand side by side while the newer one is tried. */
    @Override
    public void filterCollisions(int operation, Bundle target, Collection<Bundle> candidates) {
        if (operation == INSTALLING && target.equals(own)) {
            candidates.clear();
        }
    }

    @Deactivate
    void stop() throws InterruptedException {
        stopped = true;
        thread.shutdownNow();
        if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
            LOG.warn("a trial does not end");
        }
    }
}
