package io.tradebus.core.tools.view;

import io.tradebus.core.counters.ChannelStatus;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.EvidenceCounter;
import io.tradebus.core.counters.SetupRefusal;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.tools.text.Units;
import java.util.Locale;
import org.agrona.SemanticVersion;

/** What the value of a counter says: a count for most, and for some a time, a state or a version. */
public final class CounterValue {
    private CounterValue() {}

    /** The value in words and units. */
    public static String text(CounterRow row, long nowMs) {
        if (row.is(CounterType.SYSTEM)) {
            return ofSystem(row.keyNumber(), row.value());
        } else if (isStatus(row)) {
            return ChannelStatus.name(row.value()).toLowerCase(Locale.ROOT);
        } else if (isTime(row)) {
            return row.value() == 0 ? "never" : Units.duration(Math.max(0, nowMs - row.value())) + " ago";
        } else if (row.typeId() == EvidenceCounter.LAST_REFUSAL.id()) {
            return SetupRefusal.ofCode(row.value())
                    .name()
                    .toLowerCase(Locale.ROOT)
                    .replace('_', ' ');
        }
        return Units.count(row.value());
    }

    /** Whether the value grows with what happens, so that its change in a second says something. */
    public static boolean isCount(CounterRow row) {
        return !isStatus(row)
                && !isTime(row)
                && row.typeId() != EvidenceCounter.LAST_REFUSAL.id()
                && row.typeId() != EvidenceCounter.LAST_REFUSED_VALUE.id()
                && row.typeId() != EvidenceCounter.LAST_UNWANTED_STREAM.id()
                && !(row.is(CounterType.SYSTEM) && isStateOfSystem(row.keyNumber()));
    }

    private static String ofSystem(int id, long value) {
        if (id == SystemCounter.SOFTWARE_VERSION.id() || id == SystemCounter.CONTROL_PROTOCOL_VERSION.id()) {
            return SemanticVersion.toString((int) value);
        }
        return isLongestTime(id) ? Units.nanoseconds(value) : Units.count(value);
    }

    private static boolean isStateOfSystem(int id) {
        return isLongestTime(id)
                || id == SystemCounter.SOFTWARE_VERSION.id()
                || id == SystemCounter.CONTROL_PROTOCOL_VERSION.id()
                || id == SystemCounter.CONTROLLABLE_IDLE_STRATEGY.id();
    }

    private static boolean isLongestTime(int id) {
        return id == SystemCounter.CONDUCTOR_MAX_CYCLE_TIME.id()
                || id == SystemCounter.SENDER_MAX_CYCLE_TIME.id()
                || id == SystemCounter.RECEIVER_MAX_CYCLE_TIME.id()
                || id == SystemCounter.NAME_RESOLVER_MAX_TIME.id();
    }

    private static boolean isStatus(CounterRow row) {
        return row.is(CounterType.SEND_CHANNEL_STATUS)
                || row.is(CounterType.RECEIVE_CHANNEL_STATUS)
                || row.is(CounterType.LOCAL_ADDRESS);
    }

    private static boolean isTime(CounterRow row) {
        return row.is(CounterType.CLIENT_HEARTBEAT)
                || row.typeId() == EvidenceCounter.LAST_STATUS_MESSAGE.id()
                || row.typeId() == EvidenceCounter.LAST_DATAGRAM.id();
    }
}
