package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.FreePorts;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A driver that sends and one that receives, each in a process of its own, and the clients that work with them. */
public final class UdpDrivers implements AutoCloseable {
    static final String STREAM_ID = "1001";
    static final String MULTICAST_GROUP = "224.20.30.39";

    private static final Map<String, String> SETTINGS = Map.of(
            "aeron.timer.interval", "100ms",
            "aeron.publication.linger.timeout", "1s",
            "aeron.term.buffer.length", "256k");
    private static final Duration LEFTOVERS = Duration.ofSeconds(60);

    final DriverProcess publisher;
    final DriverProcess subscriber;
    private final Makers makers;
    private final ProgramHosts hosts = new ProgramHosts();

    private UdpDrivers(Makers makers, DriverProcess publisher, DriverProcess subscriber) {
        this.makers = makers;
        this.publisher = publisher;
        this.subscriber = subscriber;
    }

    static UdpDrivers start(Makers makers) {
        return start(makers, Map.of());
    }

    /** Both with these settings by their standard names, on top of quick timers. */
    static UdpDrivers start(Makers makers, Map<String, String> settings) {
        Map<String, String> all = settings(settings);
        DriverProcess publisher = makers.publisher().driver(all);
        DriverProcess subscriber = makers.subscriber().driver(all);
        UdpDrivers drivers = new UdpDrivers(makers, publisher, subscriber);
        try {
            publisher.awaitStart();
            subscriber.awaitStart();
            return drivers;
        } catch (AssertionError e) {
            drivers.close();
            throw e;
        }
    }

    static Map<String, String> settings(Map<String, String> changed) {
        Map<String, String> all = new HashMap<>(SETTINGS);
        all.putAll(changed);
        return all;
    }

    /** A port of this machine that nobody has, see {@link FreePorts}. */
    public static int freePort() {
        return FreePorts.next();
    }

    public static String unicast(int port) {
        return "aeron:udp?endpoint=127.0.0.1:" + port;
    }

    static String multicast(int port) {
        return "aeron:udp?endpoint=" + MULTICAST_GROUP + ":" + port + "|interface=localhost";
    }

    /** Starts a subscriber of {@code sessions} whole streams, and returns once it has subscribed. */
    ChildJvm subscriber(String method, String channel, int sessions, long count, int maxLength) {
        return subscribed(hosts.run(
                makers.subscriber().client(),
                subscriberWords(subscriber, method, channel, sessions, count, maxLength)));
    }

    /** As above, by a spy on the driver that sends, with a client of choice. */
    ChildJvm spy(Maker maker, String method, String channel, long count, int maxLength) {
        return subscribed(hosts.run(
                maker.client(), subscriberWords(publisher, method, "aeron-spy:" + channel, 1, count, maxLength)));
    }

    /** As above, on a driver of choice, in a process that is not used again. */
    static ChildJvm subscriber(
            Maker maker, DriverProcess driver, String method, String channel, int sessions, long count, int maxLength) {
        return subscribed(
                ChildJvm.run(maker.client(), subscriberWords(driver, method, channel, sessions, count, maxLength)));
    }

    private static String[] subscriberWords(
            DriverProcess driver, String method, String channel, int sessions, long count, int maxLength) {
        return new String[] {
            driver.directoryName(),
            "subscribe",
            method,
            channel,
            STREAM_ID,
            Integer.toString(sessions),
            Long.toString(count),
            Integer.toString(maxLength)
        };
    }

    private static ChildJvm subscribed(ChildJvm client) {
        client.awaitLine("SUBSCRIBED");
        return client;
    }

    /** Starts a subscriber in a role that takes channel, stream, count and length, and returns once it has subscribed. */
    ChildJvm subscriberAs(String role, String channel, long count, int maxLength) {
        return subscribed(
                hosts.run(makers.subscriber().client(), roleWords(subscriber, role, channel, count, maxLength)));
    }

    /** As above, on a driver of choice, in a process that is not used again. */
    static ChildJvm subscriberAs(
            Maker maker, DriverProcess driver, String role, String channel, long count, int maxLength) {
        return subscribed(ChildJvm.run(maker.client(), roleWords(driver, role, channel, count, maxLength)));
    }

    private static String[] roleWords(DriverProcess driver, String role, String channel, long count, int maxLength) {
        return new String[] {
            driver.directoryName(), role, channel, STREAM_ID, Long.toString(count), Integer.toString(maxLength)
        };
    }

    ChildJvm publisher(String kind, String method, String channel, long count, int maxLength) {
        return hosts.run(
                makers.publisher().client(), publisherWords(publisher, kind, method, channel, count, maxLength));
    }

    /** As above, on a driver of choice, in a process that is not used again. */
    static ChildJvm publisher(
            Maker maker, DriverProcess driver, String kind, String method, String channel, long count, int maxLength) {
        return ChildJvm.run(maker.client(), publisherWords(driver, kind, method, channel, count, maxLength));
    }

    private static String[] publisherWords(
            DriverProcess driver, String kind, String method, String channel, long count, int maxLength) {
        return new String[] {
            driver.directoryName(),
            "publish",
            kind,
            method,
            channel,
            STREAM_ID,
            Long.toString(count),
            Integer.toString(maxLength)
        };
    }

    /** Requires that both drivers run and have had no error. */
    void requireUnharmed() {
        requireUnharmed(publisher);
        requireUnharmed(subscriber);
    }

    public static void requireUnharmed(DriverProcess driver) {
        assertThat(driver.process().isAlive()).isTrue();
        assertThat(driver.errors()).isEmpty();
        assertThat(driver.counter(SystemCounter.ERRORS)).isZero();
    }

    /** Requires that what was published and received leaves no file behind. */
    void requireNothingLeft() {
        Await.until(
                "logs of the publisher's driver are gone",
                LEFTOVERS,
                () -> publisher.logFiles().isEmpty());
        Await.until(
                "logs of the subscriber's driver are gone",
                LEFTOVERS,
                () -> subscriber.logFiles().isEmpty());
    }

    @Override
    public void close() {
        hosts.close();
        try {
            publisher.close();
        } finally {
            subscriber.close();
        }
    }
}
