package io.tradebus.core.config.option;

import io.tradebus.core.config.IdleSettings;

/** Threads and agents. */
final class ThreadOptions {
    private ThreadOptions() {}

    static void visit(OptionPass pass, Draft draft) {
        idleStrategies(pass, draft);
        cycles(pass, draft);
        affinity(pass, draft);
    }

    private static void idleStrategies(OptionPass pass, Draft draft) {
        if (pass.text(
                "aeron.threading.mode",
                draft.threading.mode().name(),
                "DEDICATED, SHARED_NETWORK, SHARED, INVOKER",
                "Which agents share a thread.")) {
            draft.threading = draft.threading.withMode(OptionNames.threadingMode(pass.newText()));
        }
        if (pass.text(
                "aeron.conductor.idle.strategy",
                draft.idle.conductor().name(),
                "backoff, noop, spin, yield, sleep-ns, sleep-ms, controllable, or a class name",
                "What the thread does when there is nothing to do.")) {
            draft.idle = draft.idle.withConductor(IdleSettings.of(pass.newText()));
        }
        if (pass.text(
                "aeron.conductor.idle.strategy.init.args",
                draft.idle.conductor().arguments(),
                "as the strategy takes them",
                "Its arguments; for backoff spins-yields-minpark-maxpark.")) {
            draft.idle = draft.idle.withConductor(draft.idle.conductor().withArguments(pass.newText()));
        }
        if (pass.text(
                "aeron.sender.idle.strategy",
                draft.idle.sender().name(),
                "backoff, noop, spin, yield, sleep-ns, sleep-ms, controllable, or a class name",
                "What the thread does when there is nothing to do.")) {
            draft.idle = draft.idle.withSender(IdleSettings.of(pass.newText()));
        }
        if (pass.text(
                "aeron.sender.idle.strategy.init.args",
                draft.idle.sender().arguments(),
                "as the strategy takes them",
                "Its arguments; for backoff spins-yields-minpark-maxpark.")) {
            draft.idle = draft.idle.withSender(draft.idle.sender().withArguments(pass.newText()));
        }
        if (pass.text(
                "aeron.receiver.idle.strategy",
                draft.idle.receiver().name(),
                "backoff, noop, spin, yield, sleep-ns, sleep-ms, controllable, or a class name",
                "What the thread does when there is nothing to do.")) {
            draft.idle = draft.idle.withReceiver(IdleSettings.of(pass.newText()));
        }
        if (pass.text(
                "aeron.receiver.idle.strategy.init.args",
                draft.idle.receiver().arguments(),
                "as the strategy takes them",
                "Its arguments; for backoff spins-yields-minpark-maxpark.")) {
            draft.idle = draft.idle.withReceiver(draft.idle.receiver().withArguments(pass.newText()));
        }
        if (pass.text(
                "aeron.sharednetwork.idle.strategy",
                draft.idle.sharedNetwork().name(),
                "backoff, noop, spin, yield, sleep-ns, sleep-ms, controllable, or a class name",
                "What the thread does when there is nothing to do.")) {
            draft.idle = draft.idle.withSharedNetwork(IdleSettings.of(pass.newText()));
        }
        if (pass.text(
                "aeron.sharednetwork.idle.strategy.init.args",
                draft.idle.sharedNetwork().arguments(),
                "as the strategy takes them",
                "Its arguments; for backoff spins-yields-minpark-maxpark.")) {
            draft.idle = draft.idle.withSharedNetwork(draft.idle.sharedNetwork().withArguments(pass.newText()));
        }
        if (pass.text(
                "aeron.shared.idle.strategy",
                draft.idle.shared().name(),
                "backoff, noop, spin, yield, sleep-ns, sleep-ms, controllable, or a class name",
                "What the thread does when there is nothing to do.")) {
            draft.idle = draft.idle.withShared(IdleSettings.of(pass.newText()));
        }
        if (pass.text(
                "aeron.shared.idle.strategy.init.args",
                draft.idle.shared().arguments(),
                "as the strategy takes them",
                "Its arguments; for backoff spins-yields-minpark-maxpark.")) {
            draft.idle = draft.idle.withShared(draft.idle.shared().withArguments(pass.newText()));
        }
        if (pass.flag(
                "aeron.driver.async.executor.enabled",
                draft.threading.asyncExecutorEnabled(),
                "What may take long runs on a thread of its own.")) {
            draft.threading = draft.threading.withAsyncExecutorEnabled(pass.newFlag());
        }
        if (pass.text(
                "aeron.driver.async.executor.idle.strategy",
                draft.idle.asyncExecutor().name(),
                "backoff, noop, spin, yield, sleep-ns, sleep-ms, controllable, or a class name",
                "What the thread does when there is nothing to do.")) {
            draft.idle = draft.idle.withAsyncExecutor(IdleSettings.of(pass.newText()));
        }
        if (pass.text(
                "aeron.driver.async.executor.idle.strategy.init.args",
                draft.idle.asyncExecutor().arguments(),
                "as the strategy takes them",
                "Its arguments; for backoff spins-yields-minpark-maxpark.")) {
            draft.idle = draft.idle.withAsyncExecutor(draft.idle.asyncExecutor().withArguments(pass.newText()));
        }
    }

    private static void cycles(OptionPass pass, Draft draft) {
        if (pass.duration(
                "aeron.driver.conductor.cycle.threshold",
                draft.cycles.conductorNs(),
                0,
                Long.MAX_VALUE,
                "A longer cycle of the conductor is counted.")) {
            draft.cycles = draft.cycles.withConductorNs(pass.newNumber());
        }
        if (pass.duration(
                "aeron.driver.sender.cycle.threshold",
                draft.cycles.senderNs(),
                0,
                Long.MAX_VALUE,
                "A longer cycle of the sender is counted.")) {
            draft.cycles = draft.cycles.withSenderNs(pass.newNumber());
        }
        if (pass.duration(
                "aeron.driver.receiver.cycle.threshold",
                draft.cycles.receiverNs(),
                0,
                Long.MAX_VALUE,
                "A longer cycle of the receiver is counted.")) {
            draft.cycles = draft.cycles.withReceiverNs(pass.newNumber());
        }
        if (pass.duration(
                "aeron.name.resolver.threshold",
                draft.cycles.nameResolverNs(),
                0,
                Long.MAX_VALUE,
                "A longer look-up of a name is counted.")) {
            draft.cycles = draft.cycles.withNameResolverNs(pass.newNumber());
        }
    }

    private static void affinity(OptionPass pass, Draft draft) {
        if (pass.number(
                "aeron.conductor.cpu.affinity",
                draft.affinity.conductor(),
                -1,
                255,
                "Processor of the conductor, or of the thread all agents share; -1 is any. Bound by the program taskset.")) {
            draft.affinity = draft.affinity.withConductor(pass.newInt());
        }
        if (pass.number(
                "aeron.sender.cpu.affinity",
                draft.affinity.sender(),
                -1,
                255,
                "Processor of the sender, or of the thread it shares with the receiver.")) {
            draft.affinity = draft.affinity.withSender(pass.newInt());
        }
        if (pass.number(
                "aeron.receiver.cpu.affinity", draft.affinity.receiver(), -1, 255, "Processor of the receiver.")) {
            draft.affinity = draft.affinity.withReceiver(pass.newInt());
        }
        pass.withoutEffect("aeron.driver.dynamic.libraries", "Plug-in of the C driver.");
        pass.withoutEffect("aeron.agent.on.start.function", "Plug-in of the C driver.");
    }
}
