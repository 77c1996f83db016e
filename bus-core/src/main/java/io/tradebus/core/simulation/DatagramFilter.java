package io.tradebus.core.simulation;

import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.frame.DatagramRules;
import io.tradebus.core.format.frame.FrameHeader;
import io.tradebus.core.format.frame.FrameType;
import io.tradebus.core.format.frame.NakFrame;
import io.tradebus.core.format.frame.SetupFrame;
import io.tradebus.core.format.frame.StatusMessageFrame;
import java.util.function.Predicate;
import org.agrona.concurrent.UnsafeBuffer;

/** Chooses datagrams by what is in them and where they go. Each method narrows the choice further. */
public final class DatagramFilter {
    private static final int SESSION_ID_OF_CONTROL = 8;
    private static final int SESSION_ID_OF_DATA = 12;

    private final Predicate<Flight> predicate;

    private DatagramFilter(Predicate<Flight> predicate) {
        this.predicate = predicate;
    }

    public static DatagramFilter any() {
        return new DatagramFilter(flight -> true);
    }

    /** Data and padding, sent for the first time or again. */
    public static DatagramFilter data() {
        return ofType(FrameType.DATA, FrameType.PADDING)
                .and(flight -> !DataFrame.isHeartbeat(flight.frame(), 0, flight.length()));
    }

    /** Heartbeats, those too that say that the stream ends. */
    public static DatagramFilter heartbeat() {
        return ofType(FrameType.DATA).and(flight -> DataFrame.isHeartbeat(flight.frame(), 0, flight.length()));
    }

    public static DatagramFilter setup() {
        return ofType(FrameType.SETUP);
    }

    public static DatagramFilter nak() {
        return ofType(FrameType.NAK);
    }

    /** Status messages that say how far a receiver is. */
    public static DatagramFilter statusMessage() {
        return ofType(FrameType.STATUS_MESSAGE).and(flight -> !StatusMessageFrame.isSetupRequest(flight.frame(), 0));
    }

    /** Status messages that ask for a SETUP. */
    public static DatagramFilter setupRequest() {
        return ofType(FrameType.STATUS_MESSAGE).and(flight -> StatusMessageFrame.isSetupRequest(flight.frame(), 0));
    }

    /** What names the session of responses to those who ask; its session and stream are those of the requests. */
    public static DatagramFilter responseSetup() {
        return ofType(FrameType.RESPONSE_SETUP);
    }

    public static DatagramFilter rtt() {
        return ofType(FrameType.RTT);
    }

    public static DatagramFilter error() {
        return ofType(FrameType.ERROR);
    }

    /** Data, SETUP or NAK that concerns this offset in its term. */
    public DatagramFilter at(int termOffset) {
        return and(flight -> {
            UnsafeBuffer frame = flight.frame();
            return switch (FrameHeader.type(frame, 0)) {
                case FrameType.DATA, FrameType.PADDING ->
                    isIn(termOffset, DataFrame.termOffset(frame, 0), flight.length());
                case FrameType.NAK -> isIn(termOffset, NakFrame.termOffset(frame, 0), NakFrame.range(frame, 0));
                case FrameType.SETUP -> SetupFrame.termOffset(frame, 0) == termOffset;
                default -> false;
            };
        });
    }

    public DatagramFilter ofTerm(int termId) {
        return and(flight -> {
            UnsafeBuffer frame = flight.frame();
            return switch (FrameHeader.type(frame, 0)) {
                case FrameType.DATA, FrameType.PADDING -> DataFrame.termId(frame, 0) == termId;
                case FrameType.NAK -> NakFrame.termId(frame, 0) == termId;
                default -> false;
            };
        });
    }

    public DatagramFilter ofSession(int sessionId) {
        return and(flight -> flight.frame().getInt(sessionIdOffset(flight)) == sessionId);
    }

    /** In all types of frames the stream follows the session. */
    public DatagramFilter ofStream(int streamId) {
        return and(flight -> flight.frame().getInt(sessionIdOffset(flight) + Integer.BYTES) == streamId);
    }

    public DatagramFilter from(String node) {
        return and(flight -> flight.link().from().equals(node));
    }

    /** Those that go to a node; of those that go to a group only what this node gets. */
    public DatagramFilter to(String node) {
        return and(flight -> flight.link().to().equals(node));
    }

    public DatagramFilter or(DatagramFilter other) {
        return new DatagramFilter(predicate.or(other.predicate));
    }

    public DatagramFilter not() {
        return new DatagramFilter(predicate.negate());
    }

    public boolean matches(Flight flight) {
        return predicate.test(flight);
    }

    private DatagramFilter and(Predicate<Flight> further) {
        return new DatagramFilter(predicate.and(further));
    }

    private static DatagramFilter ofType(int... types) {
        return new DatagramFilter(flight -> {
            if (DatagramRules.header(flight.frame(), 0, flight.length()) != null) {
                return false;
            }
            int type = FrameHeader.type(flight.frame(), 0);
            for (int each : types) {
                if (each == type) {
                    return true;
                }
            }
            return false;
        });
    }

    private static boolean isIn(int offset, int start, int length) {
        return offset >= start && offset < start + length;
    }

    private static int sessionIdOffset(Flight flight) {
        return switch (FrameHeader.type(flight.frame(), 0)) {
            case FrameType.DATA, FrameType.PADDING, FrameType.SETUP -> SESSION_ID_OF_DATA;
            default -> SESSION_ID_OF_CONTROL;
        };
    }
}
