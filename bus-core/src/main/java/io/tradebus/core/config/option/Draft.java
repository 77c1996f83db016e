package io.tradebus.core.config.option;

import io.tradebus.core.config.BufferConfig;
import io.tradebus.core.config.CongestionConfig;
import io.tradebus.core.config.CounterConfig;
import io.tradebus.core.config.CpuAffinity;
import io.tradebus.core.config.CycleThresholds;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.EventLogConfig;
import io.tradebus.core.config.FlowConfig;
import io.tradebus.core.config.IdleConfig;
import io.tradebus.core.config.InterceptorConfig;
import io.tradebus.core.config.LogConfig;
import io.tradebus.core.config.LossConfig;
import io.tradebus.core.config.NakConfig;
import io.tradebus.core.config.NameLookupConfig;
import io.tradebus.core.config.NetworkConfig;
import io.tradebus.core.config.OperationConfig;
import io.tradebus.core.config.PublicationConfig;
import io.tradebus.core.config.ResolverConfig;
import io.tradebus.core.config.SocketConfig;
import io.tradebus.core.config.StorageConfig;
import io.tradebus.core.config.SubscriptionConfig;
import io.tradebus.core.config.ThreadingConfig;
import io.tradebus.core.config.TimeoutConfig;
import io.tradebus.core.config.UntetheredConfig;
import java.nio.file.Path;

/**
 * A configuration while options are applied one after the other; rules over several values hold only when it is built.
 */
final class Draft {
    Path directory;
    StorageConfig storage;
    BufferConfig buffers;
    CounterConfig counters;
    LogConfig log;
    TimeoutConfig timeouts;
    UntetheredConfig untethered;
    PublicationConfig publication;
    SubscriptionConfig subscription;
    SocketConfig socket;
    FlowConfig flow;
    NakConfig nak;
    CongestionConfig congestion;
    ResolverConfig resolver;
    NameLookupConfig nameLookup;
    LossConfig loss;
    InterceptorConfig interceptors;
    ThreadingConfig threading;
    IdleConfig idle;
    CycleThresholds cycles;
    CpuAffinity affinity;
    OperationConfig operation;
    EventLogConfig eventLog;

    Draft(DriverConfig base) {
        directory = base.directory();
        storage = base.storage();
        buffers = base.buffers();
        counters = base.counters();
        log = base.log();
        timeouts = base.timeouts();
        untethered = base.untethered();
        publication = base.publication();
        subscription = base.subscription();
        socket = base.network().socket();
        flow = base.network().flow();
        nak = base.network().nak();
        congestion = base.network().congestion();
        resolver = base.network().resolver();
        nameLookup = base.network().nameLookup();
        loss = base.network().loss();
        interceptors = base.network().loss().interceptors();
        threading = base.threading();
        idle = base.threading().idle();
        cycles = base.threading().cycleThresholds();
        affinity = base.threading().cpuAffinity();
        operation = base.operation();
        eventLog = base.operation().eventLog();
    }

    DriverConfig build() {
        NetworkConfig network = new NetworkConfig(
                socket, flow, nak, congestion, resolver, nameLookup, loss.withInterceptors(interceptors));
        return new DriverConfig(
                directory,
                storage,
                buffers,
                counters,
                log,
                timeouts,
                untethered,
                publication,
                subscription,
                network,
                threading.withIdle(idle).withCycleThresholds(cycles).withCpuAffinity(affinity),
                operation.withEventLog(eventLog));
    }
}
