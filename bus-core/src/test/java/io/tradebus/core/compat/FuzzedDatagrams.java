package io.tradebus.core.compat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/**
 * Makes datagrams that a driver must not be harmed by: random bytes, and frames of every type with one to three faults:
 * fields set to values at and beyond their limits, other versions, types and flags, cut off, extended, bytes changed. The
 * frames name the stream that runs meanwhile, or others beside it. A seed decides everything.
 *
 * <p>Frames carry no proof of who sent them. One that is well formed in every way and names the session and stream at
 * work is thus taken for what it says, by every driver that keeps to the protocol: data inside the window is delivered, a
 * heartbeat with the end-of-stream flag ends the stream, a status message moves the window or says goodbye, a request for
 * repair causes one, an error removes a receiver, and an offer of another session on a stream that is read makes an image.
 * Such frames are no faults but forgeries, and none is made: what would come out as one is sent in another's name. Frames
 * in the live stream's name remain that are malformed in some way, that are outside of its window by more than a term, or
 * that are harmless by what they say.
 */
final class FuzzedDatagrams {
    /** Longest datagram that is made, in bytes. */
    static final int MAX_LENGTH = 65_504;

    private static final int HEADER = 8;
    private static final int DATA = 1;
    private static final int PAD = 0;
    private static final int NAK = 2;
    private static final int STATUS = 3;
    private static final int ERROR = 4;
    private static final int SETUP = 5;
    private static final int RTT = 6;
    private static final int RESPONSE_SETUP = 11;
    private static final int[] TYPES = {PAD, DATA, DATA, DATA, NAK, STATUS, ERROR, SETUP, SETUP, RTT, 7, 8, 9, 10, 11};
    private static final int FAR_TERMS = 1 << 20;
    private static final int SEND_SETUP_FLAG = 0x80;
    private static final int SHORT_LENGTH = 200;
    private static final int MTU = 1_408;

    /**
     * The stream that runs meanwhile.
     *
     * @param isSpared whether no frame that changes a stream names it, however malformed, nor is one of them too short:
     *     for a driver that trusts what it gets
     */
    record LiveStream(
            int sessionId, int streamId, int initialTermId, int termLength, long receiverId, boolean isSpared) {}

    private final Random random;
    private final LiveStream live;
    private final ByteBuffer frame = ByteBuffer.allocate(MAX_LENGTH).order(ByteOrder.LITTLE_ENDIAN);

    FuzzedDatagrams(long seed, LiveStream live) {
        this.random = new Random(seed);
        this.live = live;
    }

    /** Makes the next one. It is valid until the call after. */
    ByteBuffer next() {
        frame.clear();
        if (random.nextInt(8) == 0) {
            writeRandomBytes();
        } else {
            writeFrame(TYPES[random.nextInt(TYPES.length)]);
            for (int faults = 1 + random.nextInt(3); faults > 0; faults--) {
                addFault();
            }
        }
        if (isForgery()) {
            sendInAnothersName();
        }
        return frame;
    }

    /**
     * Whether every driver must reject it at a socket of this kind for what its first frame says on its own: too short,
     * of another version, or a control frame that is longer than its datagram. There are more reasons to reject one.
     */
    static boolean isMalformed(ByteBuffer datagram, boolean isAtReceiver) {
        int length = datagram.limit();
        if (length < HEADER || datagram.get(4) != 0) {
            return true;
        }
        int type = datagram.getShort(6) & 0xFFFF;
        boolean isProcessed = switch (type) {
            case PAD, DATA, SETUP -> isAtReceiver;
            case NAK, STATUS, ERROR, RESPONSE_SETUP -> !isAtReceiver;
            case RTT -> true;
            default -> false;
        };
        boolean isData = type == PAD || type == DATA;
        return isProcessed && (length < minLength(type) || !isData && datagram.getInt(0) > length);
    }

    private static int minLength(int type) {
        return switch (type) {
            case PAD, DATA -> 32;
            case NAK -> 28;
            case STATUS -> 36;
            case ERROR, SETUP, RTT -> 40;
            case RESPONSE_SETUP -> 20;
            default -> HEADER;
        };
    }

    private void writeRandomBytes() {
        int length = switch (random.nextInt(20)) {
            case 0 -> random.nextInt(MAX_LENGTH + 1);
            case 1, 2 -> random.nextInt(MTU + 1);
            default -> random.nextInt(SHORT_LENGTH);
        };
        frame.limit(length);
        fillWithRandom(0, length);
        if (length >= HEADER && random.nextBoolean()) {
            header(random.nextInt(length * 2), random.nextInt(256), TYPES[random.nextInt(TYPES.length)]);
        }
    }

    private void fillWithRandom(int from, int to) {
        byte[] bytes = new byte[to - from];
        random.nextBytes(bytes);
        frame.put(from, bytes);
    }

    private void writeFrame(int type) {
        int sessionId = random.nextInt(3) == 0 ? random.nextInt() : live.sessionId;
        int streamId = random.nextInt(4) == 0 ? random.nextInt() : live.streamId;
        int termId = live.initialTermId + random.nextInt(100) * (random.nextBoolean() ? 1 : FAR_TERMS);
        int termOffset = random.nextInt(live.termLength / 32) * 32;
        frame.limit(Math.max(minLength(type), 40));
        fillWithRandom(0, frame.limit());
        frame.putInt(8, sessionId).putInt(12, streamId);
        switch (type) {
            case DATA, PAD -> writeDataFrames(type, sessionId, streamId, termId, termOffset);
            case NAK -> {
                frame.limit(28).putInt(16, termId).putInt(20, termOffset).putInt(24, 32 * random.nextInt(100));
                header(28, 0, NAK);
            }
            case STATUS -> {
                boolean hasTag = random.nextBoolean();
                frame.limit(hasTag ? 44 : 36);
                frame.putInt(16, termId).putInt(20, termOffset).putInt(24, random.nextInt(live.termLength / 2));
                header(frame.limit(), random.nextInt(4) * 64, STATUS);
            }
            case ERROR -> {
                int textLength = random.nextInt(60);
                frame.limit(40 + textLength);
                frame.putInt(32, 13).putInt(36, textLength);
                header(40 + textLength, random.nextInt(2) * 8, ERROR);
            }
            case SETUP -> {
                frame.putInt(8, termOffset)
                        .putInt(12, sessionId)
                        .putInt(16, streamId)
                        .putInt(20, live.initialTermId);
                frame.putInt(24, termId)
                        .putInt(28, live.termLength)
                        .putInt(32, MTU)
                        .putInt(36, 0);
                header(40, random.nextInt(4) * 64, SETUP);
            }
            case RTT -> header(40, random.nextInt(2) * 128, RTT);
            case RESPONSE_SETUP -> {
                frame.limit(20);
                header(20, 0, RESPONSE_SETUP);
            }
            default -> header(frame.limit(), random.nextInt(256), type);
        }
    }

    private void writeDataFrames(int type, int sessionId, int streamId, int termId, int termOffset) {
        int count = random.nextInt(5);
        if (count == 0) {
            writeDataHeader(0, 0, random.nextInt(16) << 4, DATA, termOffset, sessionId, streamId, termId);
            frame.limit(32);
            return;
        }
        int offset = 0;
        for (int i = 0; i < count; i++) {
            boolean isPad = type == PAD && i == count - 1;
            int length = 32 + random.nextInt(isPad ? live.termLength : 300);
            int aligned = isPad ? 32 : (length + 31) & -32;
            frame.limit(offset + aligned);
            fillWithRandom(offset, offset + aligned);
            writeDataHeader(offset, length, 0xC0, isPad ? PAD : DATA, termOffset + offset, sessionId, streamId, termId);
            offset += aligned;
        }
    }

    private void writeDataHeader(
            int at, int length, int flags, int type, int termOffset, int sessionId, int streamId, int termId) {
        frame.putInt(at, length).put(at + 4, (byte) 0).put(at + 5, (byte) flags).putShort(at + 6, (short) type);
        frame.putInt(at + 8, termOffset)
                .putInt(at + 12, sessionId)
                .putInt(at + 16, streamId)
                .putInt(at + 20, termId);
    }

    private void header(int length, int flags, int type) {
        frame.putInt(0, length).put(4, (byte) 0).put(5, (byte) flags).putShort(6, (short) type);
    }

    private void addFault() {
        int length = frame.limit();
        switch (random.nextInt(12)) {
            case 0 -> frame.limit(random.nextInt(length + 1));
            case 1 -> extend(length, 1 + random.nextInt(100));
            case 2 -> changeByte(4);
            case 3 -> changeByte(5);
            case 4 -> changeByte(6);
            case 5 -> changeByte(length == 0 ? 0 : random.nextInt(length));
            case 6 -> changeInt(0);
            default -> changeInt(4 * random.nextInt(Math.max(1, Math.min(length, 64) / 4)));
        }
    }

    private void extend(int length, int more) {
        frame.limit(length + more);
        fillWithRandom(length, length + more);
    }

    private void changeByte(int at) {
        if (at < frame.limit()) {
            frame.put(at, (byte) random.nextInt(256));
        }
    }

    private void changeInt(int at) {
        if (at + Integer.BYTES <= frame.limit()) {
            frame.putInt(at, value());
        }
    }

    private int value() {
        return switch (random.nextInt(16)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> 1;
            case 3 -> Integer.MAX_VALUE;
            case 4 -> Integer.MIN_VALUE;
            case 5 -> live.termLength;
            case 6 -> live.termLength - 32;
            case 7 -> live.termLength + 32;
            case 8 -> -32;
            case 9 -> frame.limit();
            case 10 -> frame.limit() + 1;
            case 11 -> MAX_LENGTH + 1;
            case 12 -> random.nextInt(live.termLength);
            case 13 -> 31 + random.nextInt(3);
            default -> random.nextInt();
        };
    }

    private boolean isForgery() {
        int length = frame.limit();
        if (length < HEADER || frame.get(4) != 0) {
            return false;
        }
        int type = frame.getShort(6) & 0xFFFF;
        if (length < minLength(type)) {
            return live.isSpared;
        }
        return switch (type) {
            case PAD, DATA -> isLive(12, 16) && (live.isSpared || isWellFormedData() && isWithinReach(20));
            case SETUP -> frame.getInt(16) == live.streamId && (live.isSpared || isWellFormedSetup());
            case NAK -> isLive(8, 12) && (live.isSpared || isWellFormedNak() && isWithinReach(16));
            case STATUS -> isLive(8, 12) && (live.isSpared || isWellFormedStatus());
            case ERROR -> isLive(8, 12) && frame.getLong(16) == live.receiverId;
            default -> false;
        };
    }

    private boolean isLive(int sessionAt, int streamAt) {
        return frame.getInt(sessionAt) == live.sessionId && frame.getInt(streamAt) == live.streamId;
    }

    /** Whether the stream may come within two terms of this term id while it runs. */
    private boolean isWithinReach(int termIdAt) {
        int terms = frame.getInt(termIdAt) - live.initialTermId;
        return terms >= -2 && terms < FAR_TERMS;
    }

    /** Whether frames of one stream follow each other to the end of the datagram, inside one term. */
    private boolean isWellFormedData() {
        int length = frame.limit();
        int termOffset = frame.getInt(8);
        if (termOffset < 0 || termOffset % 32 != 0 || termOffset >= live.termLength) {
            return false;
        }
        if (frame.getInt(0) == 0) {
            return length == 32;
        }
        int offset = 0;
        while (offset + 32 <= length) {
            int frameLength = frame.getInt(offset);
            int type = frame.getShort(offset + 6) & 0xFFFF;
            boolean isOfFirst = frame.getInt(offset + 12) == frame.getInt(12)
                    && frame.getInt(offset + 16) == frame.getInt(16)
                    && frame.getInt(offset + 20) == frame.getInt(20);
            if (frameLength <= 0 || type > DATA || frame.getInt(offset + 8) != termOffset + offset || !isOfFirst) {
                return false;
            }
            long end = (frameLength + 31L) & -32L;
            if (termOffset + offset + end > live.termLength) {
                return false;
            }
            if (type == PAD && offset + 32 == length) {
                return true;
            }
            offset = (int) Math.min(offset + end, Integer.MAX_VALUE - 64);
        }
        return offset == length;
    }

    private boolean isWellFormedSetup() {
        int termLength = frame.getInt(28);
        int mtu = frame.getInt(32);
        boolean isOfLiveSession = frame.getInt(12) == live.sessionId;
        return !isOfLiveSession
                && Integer.bitCount(termLength) == 1
                && termLength >= 1 << 16
                && termLength <= 1 << 30
                && mtu >= 32
                && mtu <= MAX_LENGTH
                && mtu % 32 == 0
                && frame.getInt(8) >= 0
                && frame.getInt(8) <= termLength;
    }

    private boolean isWellFormedNak() {
        int termOffset = frame.getInt(20);
        return termOffset >= 0
                && termOffset % 32 == 0
                && frame.getInt(24) >= 0
                && (long) termOffset + frame.getInt(24) <= live.termLength;
    }

    /** A message that only asks for an offer, with the flag for it alone, does no harm. */
    private boolean isWellFormedStatus() {
        if ((frame.get(5) & 0xC0) == SEND_SETUP_FLAG) {
            return false;
        }
        int termOffset = frame.getInt(20);
        int window = frame.getInt(24);
        return termOffset >= 0 && termOffset < live.termLength && window >= 0 && isWithinReach(16);
    }

    private void sendInAnothersName() {
        int type = frame.getShort(6) & 0xFFFF;
        int streamAt = type == PAD || type == DATA || type == SETUP ? 16 : 12;
        if (frame.limit() < minLength(type)) {
            frame.put(4, (byte) 1);
            return;
        }
        int other = random.nextInt();
        frame.putInt(streamAt, other == live.streamId ? other + 1 : other);
    }
}
