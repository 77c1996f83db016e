package io.tradebus.core.config;

import io.tradebus.core.BusConfigurationException;

/**
 * Rules that concern more than one value. See docs/driver-behaviour.md#validation-at-start. What breaks one is told with the
 * names of the settings behind the values.
 */
final class DriverRules {
    /** What fits into the entry of a datagram by which other drivers are told the name. */
    private static final int MAX_RESOLVER_NAME_LENGTH = 512;

    private static final int CONTROL_METADATA_LENGTH = 128;
    private static final int COUNTER_METADATA_RATIO = 4;

    private static final String MTU = "aeron.mtu.length";
    private static final String WINDOW = "aeron.rcv.initial.window.length";
    private static final String RESOLVER_NAME = "aeron.driver.resolver.name";
    private static final String RESOLVER_INTERFACE = "aeron.driver.resolver.interface";
    private static final String NAME_LOOKUP = "aeron.name.resolver.supplier";

    private DriverRules() {}

    static void check(
            BufferConfig buffers,
            CounterConfig counters,
            LogConfig log,
            TimeoutConfig timeouts,
            UntetheredConfig untethered,
            PublicationConfig publication,
            SubscriptionConfig subscription,
            NetworkConfig network) {
        checkControlFileLength(buffers, counters);
        checkTimeouts(timeouts);
        checkUntethered(untethered, timeouts);
        checkSessionIds(publication);
        checkDatagrams(log.mtuLength(), subscription.initialWindowLength(), network.socket());
        checkNak(network.nak());
        checkResolver(network.resolver());
        checkNameLookup(network.nameLookup(), network.resolver());
    }

    private static void checkControlFileLength(BufferConfig buffers, CounterConfig counters) {
        long length = CONTROL_METADATA_LENGTH
                + (long) buffers.conductorLength()
                + buffers.clientsLength()
                + (1L + COUNTER_METADATA_RATIO) * counters.valuesLength()
                + buffers.errorLogLength();
        long pages = (length + buffers.filePageSize() - 1) / buffers.filePageSize();
        if (pages * buffers.filePageSize() > Integer.MAX_VALUE) {
            fail(
                    "control file must be at most " + Integer.MAX_VALUE + " bytes, but would be "
                            + pages * buffers.filePageSize() + "; make buffers.conductorLength, buffers.clientsLength,"
                            + " buffers.errorLogLength or counters.valuesLength (which counts five times) smaller",
                    "aeron.conductor.buffer.length",
                    "aeron.clients.buffer.length",
                    "aeron.error.buffer.length",
                    "aeron.counters.buffer.length");
        }
    }

    private static void checkTimeouts(TimeoutConfig timeouts) {
        Time timer = timer(timeouts);
        Time liveness = new Time(
                "clientLivenessTimeoutNs", timeouts.clientLivenessTimeoutNs(), "aeron.client.liveness.timeout");
        liveness.requireLonger(timer);
        new Time(
                        "publicationUnblockTimeoutNs",
                        timeouts.publicationUnblockTimeoutNs(),
                        "aeron.publication.unblock.timeout")
                .requireLonger(liveness);
    }

    private static void checkUntethered(UntetheredConfig untethered, TimeoutConfig timeouts) {
        Time timer = timer(timeouts);
        new Time(
                        "untethered.windowLimitTimeoutNs",
                        untethered.windowLimitTimeoutNs(),
                        "aeron.untethered.window.limit.timeout")
                .requireLonger(timer);
        new Time("untethered.lingerTimeoutNs", untethered.effectiveLingerTimeoutNs(), "aeron.untethered.linger.timeout")
                .requireLonger(timer);
        new Time("untethered.restingTimeoutNs", untethered.restingTimeoutNs(), "aeron.untethered.resting.timeout")
                .requireLonger(timer);
    }

    private static Time timer(TimeoutConfig timeouts) {
        return new Time("timerIntervalNs", timeouts.timerIntervalNs(), "aeron.timer.interval");
    }

    private static void checkSessionIds(PublicationConfig publication) {
        long low = publication.reservedSessionIdLow();
        long high = publication.reservedSessionIdHigh();
        if (low > high || high - low > Integer.MAX_VALUE) {
            fail(
                    "reservedSessionIdLow must not be above reservedSessionIdHigh, nor more than " + Integer.MAX_VALUE
                            + " below it, but they were " + low + " and " + high,
                    "aeron.publication.reserved.session.id.low",
                    "aeron.publication.reserved.session.id.high");
        }
    }

    private static void checkDatagrams(int mtuLength, int windowLength, SocketConfig socket) {
        if (windowLength < mtuLength) {
            fail(
                    "initialWindowLength must be at least mtuLength " + mtuLength + ", but was " + windowLength,
                    WINDOW,
                    MTU);
        }
        if (socket.sendBufferLength() != 0 && mtuLength > socket.sendBufferLength()) {
            fail(
                    "mtuLength must be at most socket.sendBufferLength " + socket.sendBufferLength() + ", but was "
                            + mtuLength,
                    MTU,
                    "aeron.socket.so_sndbuf");
        }
        if (socket.receiveBufferLength() != 0 && windowLength > socket.receiveBufferLength()) {
            fail(
                    "initialWindowLength must be at most socket.receiveBufferLength " + socket.receiveBufferLength()
                            + ", but was " + windowLength,
                    WINDOW,
                    "aeron.socket.so_rcvbuf");
        }
    }

    private static void checkNak(NakConfig nak) {
        if (nak.unicastDelayNs() > Long.MAX_VALUE / nak.unicastRetryDelayRatio()) {
            fail(
                    "nak.unicastDelayNs times nak.unicastRetryDelayRatio must be at most " + Long.MAX_VALUE
                            + ", but was " + nak.unicastDelayNs() + " times " + nak.unicastRetryDelayRatio(),
                    "aeron.nak.unicast.delay",
                    "aeron.nak.unicast.retry.delay.ratio");
        }
    }

    private static void checkResolver(ResolverConfig resolver) {
        if (resolver.interfaceAddress() != null && resolver.name().isEmpty()) {
            fail(
                    "resolver.name must be set when resolver.interfaceAddress is ('" + resolver.interfaceAddress()
                            + "')",
                    RESOLVER_NAME,
                    RESOLVER_INTERFACE);
        }
        if (resolver.name().length() > MAX_RESOLVER_NAME_LENGTH || !isPrintable(resolver.name())) {
            fail(
                    "resolver.name must be 1 to " + MAX_RESOLVER_NAME_LENGTH
                            + " printable ASCII characters without spaces," + " but was '" + resolver.name() + "'",
                    RESOLVER_NAME);
        }
    }

    private static boolean isPrintable(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) <= ' ' || name.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static void checkNameLookup(NameLookupConfig nameLookup, ResolverConfig resolver) {
        if (nameLookup.kind() == NameLookupKind.DRIVER && resolver.interfaceAddress() == null) {
            fail(
                    "resolver.interfaceAddress must be set when nameLookup.kind is DRIVER, so that other drivers"
                            + " can tell their names",
                    RESOLVER_INTERFACE,
                    NAME_LOOKUP);
        }
        if (nameLookup.kind() == NameLookupKind.CSV_TABLE
                && NameTableRow.parse(nameLookup.arguments()).isEmpty()) {
            fail(
                    "nameLookup.arguments must have a row 'name,initial host,re-resolution host' at least when"
                            + " nameLookup.kind is CSV_TABLE",
                    "aeron.name.resolver.init.args",
                    NAME_LOOKUP);
        }
    }

    /**
     * A time.
     *
     * @param name of the value
     * @param property that sets it
     */
    private record Time(String name, long ns, String property) {
        void requireLonger(Time other) {
            if (ns <= other.ns) {
                fail(
                        name + " must be greater than " + other.name + " " + other.ns + ", but was " + ns,
                        property,
                        other.property);
            }
        }
    }

    /** @param properties that set the values the message names */
    private static void fail(String message, String... properties) {
        throw new BusConfigurationException(message + " (set by " + String.join(", ", properties) + ")");
    }
}
