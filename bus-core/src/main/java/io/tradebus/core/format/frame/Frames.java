package io.tradebus.core.format.frame;

import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Prints datagrams. For transcripts and diagnostics only: everything here allocates. */
public final class Frames {
    private Frames() {}

    /**
     * Prints the first frame of a datagram in one line, and in place of one that is malformed what is wrong with it.
     * Accepts any bytes.
     *
     * @param length of the datagram in bytes
     */
    public static String describe(DirectBuffer buffer, int offset, int length) {
        DatagramFault fault = fault(buffer, offset, length);
        if (fault != null) {
            return "malformed datagram of " + length + " bytes: " + fault.text();
        }
        int type = FrameHeader.type(buffer, offset);
        return switch (type) {
            case FrameType.DATA, FrameType.PADDING -> describeData(buffer, offset, length);
            case FrameType.NAK -> NakFrame.describe(buffer, offset);
            case FrameType.STATUS_MESSAGE -> StatusMessageFrame.describe(buffer, offset);
            case FrameType.ERROR -> ErrorFrame.describe(buffer, offset);
            case FrameType.SETUP -> SetupFrame.describe(buffer, offset);
            case FrameType.RTT -> RttFrame.describe(buffer, offset);
            case FrameType.RESOLUTION -> ResolutionFrame.describe(buffer, offset);
            case FrameType.RESPONSE_SETUP -> ResponseSetupFrame.describe(buffer, offset);
            default -> "frame of type " + type + " in " + length + " bytes";
        };
    }

    // Not more than is needed to print: what a transcript shows may well be wrong in other ways.
    private static @Nullable DatagramFault fault(DirectBuffer buffer, int offset, int length) {
        DatagramFault fault = DatagramRules.header(buffer, offset, length);
        boolean isError = fault == null && FrameHeader.type(buffer, offset) == FrameType.ERROR;
        return isError ? DatagramRules.error(buffer, offset) : fault;
    }

    private static String describeData(DirectBuffer buffer, int offset, int length) {
        boolean isHeartbeat = DataFrame.isHeartbeat(buffer, offset, length);
        boolean isPadding = DataFrame.isPadding(buffer, offset);
        int flags = DataFrame.flags(buffer, offset);
        String name = isHeartbeat ? "HEARTBEAT" : isPadding ? "PAD" : "DATA";
        String text = name + " session=" + DataFrame.sessionId(buffer, offset) + " stream="
                + DataFrame.streamId(buffer, offset) + " term=" + DataFrame.termId(buffer, offset) + " offset="
                + DataFrame.termOffset(buffer, offset);
        if (isPadding) {
            text += " length=" + DataFrame.frameLength(buffer, offset);
        } else if (!isHeartbeat) {
            text += " length=" + length;
        }
        return flags == DataFrame.FLAGS_UNFRAGMENTED ? text : text + " flags=0x" + Integer.toHexString(flags);
    }
}
