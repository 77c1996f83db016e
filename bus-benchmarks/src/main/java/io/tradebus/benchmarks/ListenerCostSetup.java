package io.tradebus.benchmarks;

import io.aeron.Aeron;
import io.tradebus.benchmarks.ListenerCostApplication.Cases;
import io.tradebus.benchmarks.ListenerCostApplication.Raw;
import io.tradebus.benchmarks.ListenerCostApplication.Sbe;
import io.tradebus.benchmarks.ListenerCostApplication.Seen;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.ListenerDefinition;
import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.core.BusStreams;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.agrona.IoUtil;
import org.agrona.concurrent.Agent;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An application with listeners, and clients that poll the same streams by hand. Everything is run by one thread. */
final class ListenerCostSetup implements AutoCloseable {
    /** The listeners there are. */
    static final List<String> LISTENERS = List.of("raw", "sbe", "cases");

    /** Of the listeners and of those who poll by hand. */
    static final int FRAGMENT_LIMIT = ListenerDefinition.DEFAULT_FRAGMENT_LIMIT;

    private static final int MOST_CYCLES = 1_000_000;

    private final Path directory;
    private final ConfigurableApplicationContext application;
    private final InvokedBus bus;
    private final BusRuntime runtime;
    private final Aeron stock;
    private final List<Stream> streams;

    private ListenerCostSetup(Path directory, ConfigurableApplicationContext application, List<String> listeners) {
        this.directory = directory;
        this.application = application;
        bus = application.getBean(InvokedBus.class);
        runtime = Objects.requireNonNull(
                application.getBean(BusRuntimeLifecycle.class).connection().runtime(),
                "runtime of a bus that has started");
        stock = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(runtime.directory().toString())
                .useConductorAgentInvoker(true));
        SampleMessages messages = new SampleMessages();
        streams = List.of(
                stream("orders", messages::appendOrder, listeners, Map.of("raw", Raw.class, "sbe", Sbe.class)),
                stream("events", messages::appendEvent, listeners, Map.of("cases", Cases.class)));
        await(() -> runtime.listeners().stream()
                .noneMatch(listener -> listener.sessions().isEmpty()));
    }

    /** @param listeners the listeners that run, of {@link #LISTENERS} */
    static ListenerCostSetup start(List<String> listeners) {
        Path directory = DriverDirectories.create("listeners");
        ConfigurableApplicationContext application = new SpringApplicationBuilder(ListenerCostApplication.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .properties(
                        "bus.driver.directory=" + directory.resolve("driver"),
                        "bus.driver.threading=invoker",
                        "bus.preflight=off",
                        "bus.listener.drain-timeout=0s",
                        "bus.streams.orders.channel=ipc",
                        "bus.streams.orders.stream-id=1001",
                        "bus.streams.events.channel=ipc",
                        "bus.streams.events.stream-id=1002",
                        "bus.listener.fragment-limit=" + FRAGMENT_LIMIT)
                .properties(LISTENERS.stream()
                        .map(id -> "bus.listeners." + id + ".auto-startup=" + listeners.contains(id))
                        .toArray(String[]::new))
                .run();
        return new ListenerCostSetup(directory, application, listeners);
    }

    /** The streams, each with those who read it. */
    List<Stream> streams() {
        return streams;
    }

    /** Does what threads of driver and clients would do, until there is nothing to do any more. */
    void runDriver() {
        int work = 1;
        for (int cycle = 0; work > 0 && cycle < MOST_CYCLES; cycle++) {
            work = runtime.doWork() + stock.conductorAgentInvoker().invoke();
        }
    }

    private LogReader listener(String id, Class<? extends Seen> type) {
        return new ListenerReader("@BusListener, " + id, bus.agent(id), application.getBean(type));
    }

    private Stream stream(
            String name, Append append, List<String> listeners, Map<String, Class<? extends Seen>> types) {
        StreamDefinition definition =
                application.getBean(BusStreams.class).get(name).definition();
        BusPublisher publisher = runtime.publisher(definition);
        Subscription ours = runtime.subscribe(definition, image -> {});
        io.aeron.Subscription stocks = subscribeStock(definition);
        await(() -> publisher.isConnected() && ours.imageCount() == 1 && stocks.imageCount() == 1);
        List<LogReader> readers = new ArrayList<>();
        readers.add(RawReaders.of(ours, FRAGMENT_LIMIT));
        readers.add(RawReaders.of(stocks, FRAGMENT_LIMIT));
        for (String id : listeners) {
            Class<? extends Seen> type = types.get(id);
            if (type != null) {
                readers.add(listener(id, type));
            }
        }
        return new Stream(name, publisher, append, List.copyOf(readers));
    }

    private io.aeron.Subscription subscribeStock(StreamDefinition stream) {
        long request = stock.asyncAddSubscription(stream.channel(), stream.streamId());
        await(() -> stock.getSubscription(request) != null);
        return stock.getSubscription(request);
    }

    private void await(BooleanSupplier condition) {
        for (int cycle = 0; !condition.getAsBoolean(); cycle++) {
            if (cycle == MOST_CYCLES) {
                throw new IllegalStateException("the readers are not connected");
            }
            runtime.doWork();
            stock.conductorAgentInvoker().invoke();
            bus.runAll();
        }
    }

    @Override
    public void close() {
        stock.close();
        application.close();
        IoUtil.delete(directory.toFile(), true);
    }

    /** Appends one message. */
    @FunctionalInterface
    private interface Append {
        void to(BusPublisher publisher, long number);
    }

    /** A log and all who read it. */
    static final class Stream {
        private final String name;
        private final BusPublisher publisher;
        private final Append append;
        private final List<LogReader> readers;
        private long sent;

        private Stream(String name, BusPublisher publisher, Append append, List<LogReader> readers) {
            this.name = name;
            this.publisher = publisher;
            this.append = append;
            this.readers = readers;
        }

        String name() {
            return name;
        }

        /** The raw poll first. */
        List<LogReader> readers() {
            return readers;
        }

        /** Appends messages and returns how many there have been. */
        long fill(int count) {
            for (int i = 0; i < count; i++) {
                append.to(publisher, sent++);
            }
            return sent;
        }

        /** Checks that every reader has seen every message. */
        void requireAllRead() {
            for (LogReader reader : readers) {
                if (reader.messages() != sent || reader.sum() != sent * (sent - 1) / 2) {
                    throw new IllegalStateException(
                            reader.name() + " has read " + reader.messages() + " of " + sent + " messages");
                }
            }
        }
    }

    /** A listener of the application. */
    private record ListenerReader(String name, Agent agent, Seen seen) implements LogReader {
        @Override
        public void poll() {
            InvokedBus.run(agent);
        }

        @Override
        public long messages() {
            return seen.messages();
        }

        @Override
        public long sum() {
            return seen.sum();
        }
    }
}
