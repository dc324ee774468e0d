// SPDX-License-Identifier: Apache-2.0
/**
 * The commands of the Gogo shell and what runs them.
 *
 * <p>One class per noun holds its commands. It is a component that is a {@link org.tessera.shell.CommandGroup}, gets
 * the services of {@code api} it needs through its constructor, and describes each command once; parsing, help,
 * completion, {@code --json} and errors follow from the description:
 *
 * <pre>{@code
 * @Component
 * public final class StrategyCommands implements CommandGroup {
 *     private final Strategies strategies;
 *
 *     @Activate
 *     public StrategyCommands(@Reference Strategies strategies) {
 *         this.strategies = strategies;
 *     }
 *
 *     @Override
 *     public List<Command> commands() {
 *         return List.of(
 *                 Command.named("strategies", "What algorithms are there, with state and settings")
 *                         .json()
 *                         .runs(this::list),
 *                 Command.named("use", "Makes a strategy the preferred one of its task")
 *                         .argument("TASK", "the slot, such as recommend")
 *                         .argument("NAME", "the strategy")
 *                         .example("use recommend itemknn")
 *                         .runs(this::use));
 *     }
 *
 *     private void list(Invocation call) {
 *         List<StrategyInfo> list = strategies.list();
 *         Table table = Table.of("task", "name", "version", "state");
 *         list.forEach(s -> table.row(s.task(), s.name(), s.version(), s.state()));
 *         call.answer(list, () -> call.print(table));
 *     }
 *
 *     private void use(Invocation call) {
 *         StrategyInfo now = strategies.use(call.argument("TASK"), call.argument("NAME"));
 *         call.print(now.name() + " now serves " + now.task());
 *     }
 * }
 * }</pre>
 *
 * <p>A command that cannot do what it was asked throws {@link org.tessera.api.TesseraException} with a hint, before it
 * prints anything. Long work goes through {@link org.tessera.api.strategy.Jobs} and {@link
 * org.tessera.shell.Invocation#await}, which draws a progress bar on a terminal and cancels the job when the person
 * presses Ctrl-C.
 */
@NullMarked
package org.tessera.shell;

import org.jspecify.annotations.NullMarked;
