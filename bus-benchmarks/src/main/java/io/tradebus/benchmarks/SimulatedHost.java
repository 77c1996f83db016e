package io.tradebus.benchmarks;

import io.tradebus.core.client.Client;
import io.tradebus.core.client.ClientListener;
import io.tradebus.core.client.ExclusivePublication;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.Driver;
import io.tradebus.core.driver.DriverAssembly;
import io.tradebus.core.simulation.SimulatedClock;
import io.tradebus.core.simulation.SimulatedPorts;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Supplier;
import org.agrona.IoUtil;
import org.jspecify.annotations.Nullable;

/** A host of a simulated network, with a driver and a client of it. It does nothing but when it is told to. */
final class SimulatedHost implements AutoCloseable {
    private static final int MOST_CYCLES = 1_000;

    private final SimulatedPorts ports;
    private final Path parent = DriverDirectories.create("simulated");
    private final Driver driver;
    private final Client client;

    SimulatedHost(SimulatedPorts ports, SimulatedClock clock, long seed) {
        this.ports = ports;
        Random random = new Random(seed);
        DriverConfig defaults = DriverConfig.defaults(parent.resolve("driver"));
        DriverConfig config = defaults.withThreading(defaults.threading().withMode(ThreadingMode.INVOKER));
        driver = new DriverAssembly(config)
                .clocks(clock.nanoClock(), clock.epochClock())
                .randomInts(random::nextInt)
                .randomLongs(random::nextLong)
                .datagramPorts(ports)
                .addresses(ports, ports)
                .start();
        ClientConfig clientConfig =
                ClientConfig.defaults(config.directory()).withUseInvoker(true).withReconnect(false);
        client = Client.connect(clientConfig, new ClientListener() {}, clock.nanoClock(), clock.epochClock());
    }

    /** A channel to this host. */
    String channel(int port) {
        return "aeron:udp?endpoint=" + ports.endpoint(port);
    }

    ExclusivePublication publish(String channel, int streamId) {
        long id = client.asyncAddExclusivePublication(channel, streamId);
        return await(() -> client.findExclusivePublication(id));
    }

    Subscription subscribe(String channel, int streamId) {
        long id = client.asyncAddSubscription(channel, streamId);
        return await(() -> client.findSubscription(id));
    }

    private <T> T await(Supplier<@Nullable T> find) {
        for (int i = 0; i < MOST_CYCLES; i++) {
            T found = find.get();
            if (found != null) {
                return found;
            }
            doWork();
        }
        throw new IllegalStateException("the driver did not answer");
    }

    long counter(SystemCounter counter) {
        return driver.counters().getCounterValue(counter.id());
    }

    /** Runs driver and client once. */
    int doWork() {
        return driver.invoker().invoke() + client.invoker().invoke();
    }

    @Override
    public void close() {
        client.close();
        driver.close();
        IoUtil.delete(parent.toFile(), true);
    }
}
