package io.tradebus.core.config;

import io.tradebus.core.BusConfigurationException;

/** Rules that concern more than one value. See docs/driver-behaviour.md#validation-at-start. */
final class DriverRules {
    /** What fits into the entry of a datagram by which other drivers are told the name. */
    private static final int MAX_RESOLVER_NAME_LENGTH = 512;

    private static final int CONTROL_METADATA_LENGTH = 128;
    private static final int COUNTER_METADATA_RATIO = 4;

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
        checkUntethered(untethered, timeouts.timerIntervalNs());
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
            fail("control file must be at most " + Integer.MAX_VALUE + " bytes, but would be "
                    + pages * buffers.filePageSize() + "; make buffers.conductorLength, buffers.clientsLength,"
                    + " buffers.errorLogLength or counters.valuesLength (which counts five times) smaller");
        }
    }

    private static void checkTimeouts(TimeoutConfig timeouts) {
        requireLonger(
                "clientLivenessTimeoutNs",
                timeouts.clientLivenessTimeoutNs(),
                "timerIntervalNs",
                timeouts.timerIntervalNs());
        requireLonger(
                "publicationUnblockTimeoutNs",
                timeouts.publicationUnblockTimeoutNs(),
                "clientLivenessTimeoutNs",
                timeouts.clientLivenessTimeoutNs());
    }

    private static void checkUntethered(UntetheredConfig untethered, long timerIntervalNs) {
        requireLonger(
                "untethered.windowLimitTimeoutNs",
                untethered.windowLimitTimeoutNs(),
                "timerIntervalNs",
                timerIntervalNs);
        requireLonger(
                "untethered.lingerTimeoutNs",
                untethered.effectiveLingerTimeoutNs(),
                "timerIntervalNs",
                timerIntervalNs);
        requireLonger("untethered.restingTimeoutNs", untethered.restingTimeoutNs(), "timerIntervalNs", timerIntervalNs);
    }

    private static void checkSessionIds(PublicationConfig publication) {
        long low = publication.reservedSessionIdLow();
        long high = publication.reservedSessionIdHigh();
        if (low > high || high - low > Integer.MAX_VALUE) {
            fail("reservedSessionIdLow must not be above reservedSessionIdHigh, nor more than " + Integer.MAX_VALUE
                    + " below it, but they were " + low + " and " + high);
        }
    }

    private static void checkDatagrams(int mtuLength, int windowLength, SocketConfig socket) {
        if (windowLength < mtuLength) {
            fail("initialWindowLength must be at least mtuLength " + mtuLength + ", but was " + windowLength);
        }
        if (socket.sendBufferLength() != 0 && mtuLength > socket.sendBufferLength()) {
            fail("mtuLength must be at most socket.sendBufferLength " + socket.sendBufferLength() + ", but was "
                    + mtuLength);
        }
        if (socket.receiveBufferLength() != 0 && windowLength > socket.receiveBufferLength()) {
            fail("initialWindowLength must be at most socket.receiveBufferLength " + socket.receiveBufferLength()
                    + ", but was " + windowLength);
        }
    }

    private static void checkNak(NakConfig nak) {
        if (nak.unicastDelayNs() > Long.MAX_VALUE / nak.unicastRetryDelayRatio()) {
            fail("nak.unicastDelayNs times nak.unicastRetryDelayRatio must be at most " + Long.MAX_VALUE + ", but was "
                    + nak.unicastDelayNs() + " times " + nak.unicastRetryDelayRatio());
        }
    }

    private static void checkResolver(ResolverConfig resolver) {
        if (resolver.interfaceAddress() != null && resolver.name().isEmpty()) {
            fail("resolver.name must be set when resolver.interfaceAddress is ('" + resolver.interfaceAddress() + "')");
        }
        if (resolver.name().length() > MAX_RESOLVER_NAME_LENGTH || !isPrintable(resolver.name())) {
            fail("resolver.name must be 1 to " + MAX_RESOLVER_NAME_LENGTH
                    + " printable ASCII characters without spaces," + " but was '" + resolver.name() + "'");
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
        switch (nameLookup.kind()) {
            case DEFAULT -> {}
            case DRIVER -> {
                if (resolver.interfaceAddress() == null) {
                    fail("resolver.interfaceAddress must be set when nameLookup.kind is DRIVER, so that other drivers"
                            + " can tell their names");
                }
            }
            case CSV_TABLE -> {
                if (NameTableRow.parse(nameLookup.arguments()).isEmpty()) {
                    fail("nameLookup.arguments must have a row 'name,initial host,re-resolution host' at least when"
                            + " nameLookup.kind is CSV_TABLE");
                }
            }
        }
    }

    private static void requireLonger(String name, long value, String otherName, long otherValue) {
        if (value <= otherValue) {
            fail(name + " must be greater than " + otherName + " " + otherValue + ", but was " + value);
        }
    }

    private static void fail(String message) {
        throw new BusConfigurationException(message);
    }
}
