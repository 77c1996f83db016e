package io.tradebus.core.config.option;

import static io.tradebus.core.config.option.DriverOption.env;

import io.tradebus.core.config.IdleSettings;
import java.util.List;

/** Threads and agents. */
final class ThreadOptions {
    static final List<DriverOption> ALL = List.of(
            DriverOption.text(
                    "aeron.threading.mode",
                    env("aeron.threading.mode"),
                    "DEDICATED, SHARED_NETWORK, SHARED, INVOKER",
                    c -> c.threading().mode().name(),
                    (d, v) -> d.threading = d.threading.withMode(OptionNames.threadingMode(v)),
                    "Which agents share a thread."),
            DriverOption.text(
                    "aeron.conductor.idle.strategy",
                    env("aeron.conductor.idle.strategy"),
                    "backoff, noop, spin, yield, sleep-ns, sleep-ms, controllable, or a class name",
                    c -> c.threading().idle().conductor().name(),
                    (d, v) -> d.idle = d.idle.withConductor(IdleSettings.of(v)),
                    "What the thread does when there is nothing to do."),
            DriverOption.text(
                    "aeron.conductor.idle.strategy.init.args",
                    env("aeron.conductor.idle.strategy.init.args"),
                    "as the strategy takes them",
                    c -> c.threading().idle().conductor().arguments(),
                    (d, v) -> d.idle = d.idle.withConductor(d.idle.conductor().withArguments(v)),
                    "Its arguments; for backoff spins-yields-minpark-maxpark."),
            DriverOption.text(
                    "aeron.sender.idle.strategy",
                    env("aeron.sender.idle.strategy"),
                    "backoff, noop, spin, yield, sleep-ns, sleep-ms, controllable, or a class name",
                    c -> c.threading().idle().sender().name(),
                    (d, v) -> d.idle = d.idle.withSender(IdleSettings.of(v)),
                    "What the thread does when there is nothing to do."),
            DriverOption.text(
                    "aeron.sender.idle.strategy.init.args",
                    env("aeron.sender.idle.strategy.init.args"),
                    "as the strategy takes them",
                    c -> c.threading().idle().sender().arguments(),
                    (d, v) -> d.idle = d.idle.withSender(d.idle.sender().withArguments(v)),
                    "Its arguments; for backoff spins-yields-minpark-maxpark."),
            DriverOption.text(
                    "aeron.receiver.idle.strategy",
                    env("aeron.receiver.idle.strategy"),
                    "backoff, noop, spin, yield, sleep-ns, sleep-ms, controllable, or a class name",
                    c -> c.threading().idle().receiver().name(),
                    (d, v) -> d.idle = d.idle.withReceiver(IdleSettings.of(v)),
                    "What the thread does when there is nothing to do."),
            DriverOption.text(
                    "aeron.receiver.idle.strategy.init.args",
                    env("aeron.receiver.idle.strategy.init.args"),
                    "as the strategy takes them",
                    c -> c.threading().idle().receiver().arguments(),
                    (d, v) -> d.idle = d.idle.withReceiver(d.idle.receiver().withArguments(v)),
                    "Its arguments; for backoff spins-yields-minpark-maxpark."),
            DriverOption.text(
                    "aeron.sharednetwork.idle.strategy",
                    env("aeron.sharednetwork.idle.strategy"),
                    "backoff, noop, spin, yield, sleep-ns, sleep-ms, controllable, or a class name",
                    c -> c.threading().idle().sharedNetwork().name(),
                    (d, v) -> d.idle = d.idle.withSharedNetwork(IdleSettings.of(v)),
                    "What the thread does when there is nothing to do."),
            DriverOption.text(
                    "aeron.sharednetwork.idle.strategy.init.args",
                    env("aeron.sharednetwork.idle.strategy.init.args"),
                    "as the strategy takes them",
                    c -> c.threading().idle().sharedNetwork().arguments(),
                    (d, v) -> d.idle =
                            d.idle.withSharedNetwork(d.idle.sharedNetwork().withArguments(v)),
                    "Its arguments; for backoff spins-yields-minpark-maxpark."),
            DriverOption.text(
                    "aeron.shared.idle.strategy",
                    env("aeron.shared.idle.strategy"),
                    "backoff, noop, spin, yield, sleep-ns, sleep-ms, controllable, or a class name",
                    c -> c.threading().idle().shared().name(),
                    (d, v) -> d.idle = d.idle.withShared(IdleSettings.of(v)),
                    "What the thread does when there is nothing to do."),
            DriverOption.text(
                    "aeron.shared.idle.strategy.init.args",
                    env("aeron.shared.idle.strategy.init.args"),
                    "as the strategy takes them",
                    c -> c.threading().idle().shared().arguments(),
                    (d, v) -> d.idle = d.idle.withShared(d.idle.shared().withArguments(v)),
                    "Its arguments; for backoff spins-yields-minpark-maxpark."),
            DriverOption.flag(
                    "aeron.driver.async.executor.enabled",
                    env("aeron.driver.async.executor.enabled"),
                    c -> c.threading().asyncExecutorEnabled(),
                    (d, v) -> d.threading = d.threading.withAsyncExecutorEnabled(v),
                    "What may take long runs on a thread of its own."),
            DriverOption.text(
                    "aeron.driver.async.executor.idle.strategy",
                    env("aeron.driver.async.executor.idle.strategy"),
                    "backoff, noop, spin, yield, sleep-ns, sleep-ms, controllable, or a class name",
                    c -> c.threading().idle().asyncExecutor().name(),
                    (d, v) -> d.idle = d.idle.withAsyncExecutor(IdleSettings.of(v)),
                    "What the thread does when there is nothing to do."),
            DriverOption.text(
                    "aeron.driver.async.executor.idle.strategy.init.args",
                    env("aeron.driver.async.executor.idle.strategy.init.args"),
                    "as the strategy takes them",
                    c -> c.threading().idle().asyncExecutor().arguments(),
                    (d, v) -> d.idle =
                            d.idle.withAsyncExecutor(d.idle.asyncExecutor().withArguments(v)),
                    "Its arguments; for backoff spins-yields-minpark-maxpark."),
            DriverOption.duration(
                    "aeron.driver.conductor.cycle.threshold",
                    env("aeron.driver.conductor.cycle.threshold"),
                    0,
                    Long.MAX_VALUE,
                    c -> c.threading().cycleThresholds().conductorNs(),
                    (d, v) -> d.cycles = d.cycles.withConductorNs(v),
                    "A longer cycle of the conductor is counted."),
            DriverOption.duration(
                    "aeron.driver.sender.cycle.threshold",
                    env("aeron.driver.sender.cycle.threshold"),
                    0,
                    Long.MAX_VALUE,
                    c -> c.threading().cycleThresholds().senderNs(),
                    (d, v) -> d.cycles = d.cycles.withSenderNs(v),
                    "A longer cycle of the sender is counted."),
            DriverOption.duration(
                    "aeron.driver.receiver.cycle.threshold",
                    env("aeron.driver.receiver.cycle.threshold"),
                    0,
                    Long.MAX_VALUE,
                    c -> c.threading().cycleThresholds().receiverNs(),
                    (d, v) -> d.cycles = d.cycles.withReceiverNs(v),
                    "A longer cycle of the receiver is counted."),
            DriverOption.duration(
                    "aeron.name.resolver.threshold",
                    "AERON_DRIVER_NAME_RESOLVER_THRESHOLD",
                    0,
                    Long.MAX_VALUE,
                    c -> c.threading().cycleThresholds().nameResolverNs(),
                    (d, v) -> d.cycles = d.cycles.withNameResolverNs(v),
                    "A longer look-up of a name is counted."),
            DriverOption.number(
                    "aeron.conductor.cpu.affinity",
                    env("aeron.conductor.cpu.affinity"),
                    -1,
                    255,
                    c -> c.threading().cpuAffinity().conductor(),
                    (d, v) -> d.affinity = d.affinity.withConductor(v.intValue()),
                    "Processor of the conductor, or of the thread all agents share; -1 is any. Bound by the program taskset."),
            DriverOption.number(
                    "aeron.sender.cpu.affinity",
                    env("aeron.sender.cpu.affinity"),
                    -1,
                    255,
                    c -> c.threading().cpuAffinity().sender(),
                    (d, v) -> d.affinity = d.affinity.withSender(v.intValue()),
                    "Processor of the sender, or of the thread it shares with the receiver."),
            DriverOption.number(
                    "aeron.receiver.cpu.affinity",
                    env("aeron.receiver.cpu.affinity"),
                    -1,
                    255,
                    c -> c.threading().cpuAffinity().receiver(),
                    (d, v) -> d.affinity = d.affinity.withReceiver(v.intValue()),
                    "Processor of the receiver."),
            DriverOption.withoutEffect(
                    "aeron.driver.dynamic.libraries",
                    env("aeron.driver.dynamic.libraries"),
                    "Plug-in of the C driver."),
            DriverOption.withoutEffect(
                    "aeron.agent.on.start.function", env("aeron.agent.on.start.function"), "Plug-in of the C driver."));

    private ThreadOptions() {}
}
