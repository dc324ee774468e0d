// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.TesseraException;
import org.tessera.api.deploy.Deployment;
import org.tessera.api.deploy.Deployments;
import org.tessera.api.strategy.JobInfo;
import org.tessera.api.strategy.Jobs;

/** {@code deploy}, {@code deployments}, {@code promote} and {@code wait}. */
@Component
public final class DeployCommands implements CommandGroup {
    private static final int TRIAL_SECONDS = 3600;

    private final Deployments deployments;
    private final Jobs jobs;

    @Activate
    public DeployCommands(@Reference Deployments deployments, @Reference Jobs jobs) {
        this.deployments = deployments;
        this.jobs = jobs;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.named(
                                "deploy",
                                "Tries the strategies of a jar beside those in use, and lets good ones take over")
                        .argument("FILE", "the jar of a bundle")
                        .option("--policy", "WHEN", "manual, if-not-worse or always, instead of the configured one")
                        .flag(LongWork.BACKGROUND, "return at once; deployments shows how far it is")
                        .json()
                        .example("deploy ease-1.2.0.jar")
                        .runs(this::deploy),
                Command.named("deployments", "What was deployed and what came of it")
                        .json()
                        .runs(this::list),
                Command.named("promote", "Lets a deployment that waits take over")
                        .argument("NAME", "its file, or a strategy of it such as ease@1.2.0")
                        .json()
                        .runs(this::promote),
                Command.named("wait", "Waits until nothing is under way")
                        .argument("WHAT", "for what", "deployments", "jobs")
                        .option("--timeout", "SECONDS", "how long at most, 60 unless given")
                        .json()
                        .example("wait deployments --timeout 300")
                        .runs(this::await));
    }

    private void deploy(Invocation call) throws Exception {
        Path jar = call.path("FILE");
        String name = deployments.deploy(jar, call.option("--policy").map(DeployCommands::policy));
        if (!call.flag(LongWork.BACKGROUND)) {
            Deployment outcome = call.await(jobs.submit("deploy " + name, progress -> {
                Duration step = Duration.ofMillis(200);
                for (int k = 0; k < TRIAL_SECONDS * 5; k++) {
                    progress.report("trial of " + name, 0, 0);
                    if (deployments.awaitSettled(step)) {
                        return newest(name);
                    }
                }
                throw new TesseraException(
                        "the trial of " + name + " takes too long", "deployments shows how far it is");
            }));
            if (outcome.state() == Deployment.State.REJECTED) {
                throw new TesseraException(
                        name + " is rejected: " + outcome.reason(),
                        "it lies in deploy/rejected; what served still does");
            }
            call.answer(outcome, () -> print(call, outcome));
            return;
        }
        call.answer(new Coming(name), () -> call.print(name + " is tried; deployments shows how far it is"));
    }

    private record Coming(String file) {}

    private Deployment newest(String file) {
        return deployments.list().stream()
                .filter(deployment -> deployment.file().equals(file))
                .findFirst()
                .orElseThrow(() -> new TesseraException(file + " has gone again", "deployments lists what was tried"));
    }

    private static Deployments.Policy policy(String name) {
        return switch (name) {
            case "manual" -> Deployments.Policy.MANUAL;
            case "if-not-worse" -> Deployments.Policy.IF_NOT_WORSE;
            case "always" -> Deployments.Policy.ALWAYS;
            default -> throw new TesseraException("'" + name + "' is no policy", "give manual, if-not-worse or always");
        };
    }

    private static String state(Deployment deployment) {
        return deployment.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static void print(Invocation call, Deployment deployment) {
        call.print(deployment.file() + " is " + state(deployment)
                + (deployment.strategies().isEmpty() ? "" : ": " + String.join(", ", deployment.strategies())));
        call.print(deployment.reason());
    }

    private void list(Invocation call) {
        List<Deployment> all = deployments.list();
        call.answer(all, () -> {
            if (all.isEmpty()) {
                call.print("nothing has been deployed; put a jar into the folder deploy of the home");
                return;
            }
            Table table = Table.of("since", "file", "version", "strategies", "state", "why");
            all.forEach(d -> table.row(
                    d.since().truncatedTo(ChronoUnit.SECONDS),
                    d.file(),
                    d.version(),
                    String.join(" ", d.strategies()),
                    state(d),
                    d.reason()));
            call.print(table);
        });
    }

    private void promote(Invocation call) throws Exception {
        String name = call.argument("NAME");
        Deployment now = call.await(jobs.submit("promote " + name, progress -> deployments.promote(name)));
        call.answer(now, () -> print(call, now));
    }

    private record Settled(String what, boolean settled) {}

    private void await(Invocation call) throws Exception {
        String what = call.argument("WHAT");
        Duration limit = Duration.ofSeconds(call.integer("--timeout", 60, 0, 1_000_000));
        boolean settled = what.equals("jobs") ? awaitJobs(limit) : deployments.awaitSettled(limit);
        if (!settled) {
            throw new TesseraException(
                    what + " are still under way after " + limit.toSeconds() + " s", what + " shows which");
        }
        call.answer(new Settled(what, true), () -> {});
    }

    private boolean awaitJobs(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        Optional<JobInfo> running = running();
        while (running.isPresent()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            Thread.sleep(50);
            running = running();
        }
        return true;
    }

    private Optional<JobInfo> running() {
        return jobs.list().stream()
                .filter(job -> job.state() == JobInfo.State.RUNNING)
                .findFirst();
    }
}
