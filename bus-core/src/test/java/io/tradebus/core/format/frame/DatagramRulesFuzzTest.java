package io.tradebus.core.format.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What anyone can send to an open port. Each datagram fills a buffer of exactly its length, so that the bounds checks of
 * the buffer find every read outside of it.
 */
class DatagramRulesFuzzTest {
    private static final int RANDOM_DATAGRAMS = 150_000;
    private static final int MUTATED_FRAMES = 150_000;
    private static final int MAX_LENGTH = 320;
    private static final int TERM_LENGTH = 65536;
    private static final int[] INTERESTING = {0, 1, -1, 31, 32, 33, 64, 65504, 65535, 65536, 1 << 30};
    private static final int[] EXTREMES = {Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE - 31};

    private final Random random = new Random(20260428);
    private final UnsafeBuffer memory = new UnsafeBuffer(ByteBuffer.allocateDirect(MAX_LENGTH + 16));
    private final UnsafeBuffer datagram = new UnsafeBuffer(0, 0);
    private final Map<DatagramFault, Integer> faults = new EnumMap<>(DatagramFault.class);
    private int accepted;

    @Test
    void randomBytesNeitherThrowNorLeadOutOfTheDatagram() {
        for (int i = 0; i < RANDOM_DATAGRAMS; i++) {
            int length = random.nextInt(MAX_LENGTH);
            datagram.wrap(memory, random.nextInt(16), length);
            for (int at = 0; at + 4 <= length; at += 4) {
                datagram.putInt(at, random.nextInt());
            }
            if (length >= 8) {
                FrameHeader.write(datagram, 0, someLength(length), random.nextInt(256), random.nextInt(13));
            }
            judge(length);
        }

        assertThat(accepted).isGreaterThan(RANDOM_DATAGRAMS / 100);
        assertThat(faults).containsKeys(DatagramFault.TOO_SHORT, DatagramFault.LENGTH_BEYOND_DATAGRAM);
    }

    @Test
    void mutatedFramesNeitherThrowNorLeadOutOfTheDatagramOrTheTerm() {
        for (int i = 0; i < MUTATED_FRAMES; i++) {
            datagram.wrap(memory, random.nextInt(16), MAX_LENGTH);
            int length = writeFrame(random.nextInt(9));
            int mutations = random.nextInt(3);
            for (int m = 0; m < mutations; m++) {
                mutate(length);
            }
            if (random.nextInt(8) == 0) {
                length = random.nextInt(length + 1);
            }
            datagram.wrap(datagram, 0, length);
            judge(length);
        }

        assertThat(accepted).isBetween(MUTATED_FRAMES / 4, MUTATED_FRAMES * 9 / 10);
        // Every reason for which a datagram can be dropped has occurred.
        assertThat(faults).containsOnlyKeys(DatagramFault.values());
    }

    private void judge(int length) {
        DatagramFault fault = DatagramRules.header(datagram, 0, length);
        if (fault == null) {
            fault = judgeByType(length);
        }
        if (fault == null) {
            accepted++;
        } else {
            faults.merge(fault, 1, Integer::sum);
        }
        if ((accepted & 7) == 0) {
            assertThat(Frames.describe(datagram, 0, length)).isNotEmpty();
        }
    }

    private @Nullable DatagramFault judgeByType(int length) {
        return switch (FrameHeader.type(datagram, 0)) {
            case FrameType.DATA, FrameType.PADDING -> judgeData(length);
            case FrameType.SETUP -> DatagramRules.setup(datagram, 0);
            case FrameType.STATUS_MESSAGE -> judgeStatusMessage();
            case FrameType.NAK -> DatagramRules.nak(datagram, 0, TERM_LENGTH);
            case FrameType.ERROR -> judgeError();
            case FrameType.RESOLUTION -> judgeEntries();
            default -> null;
        };
    }

    private @Nullable DatagramFault judgeData(int length) {
        DatagramFault fault = DatagramRules.data(datagram, 0, length, TERM_LENGTH);
        if (fault == null && !DataFrame.isHeartbeat(datagram, 0, length)) {
            assertFramesCanBeWalked(length);
        }
        return fault;
    }

    private void assertFramesCanBeWalked(int length) {
        int termOffset = DataFrame.termOffset(datagram, 0);
        int position = 0;
        while (position < length) {
            int frameLength = DataFrame.frameLength(datagram, position);
            check(frameLength >= DataFrame.HEADER_LENGTH && frameLength <= TERM_LENGTH - termOffset - position);
            check(DataFrame.termOffset(datagram, position) == termOffset + position);
            position += DataFrame.alignedLength(frameLength);
        }
        check(termOffset >= 0 && termOffset + length <= TERM_LENGTH);
    }

    private @Nullable DatagramFault judgeStatusMessage() {
        if (StatusMessageFrame.hasGroupTag(datagram, 0)) {
            StatusMessageFrame.groupTag(datagram, 0);
        }
        return DatagramRules.statusMessage(datagram, 0, TERM_LENGTH);
    }

    private @Nullable DatagramFault judgeError() {
        DatagramFault fault = DatagramRules.error(datagram, 0);
        if (fault == null) {
            check(ErrorFrame.text(datagram, 0).length() == ErrorFrame.textLength(datagram, 0));
        }
        return fault;
    }

    private @Nullable DatagramFault judgeEntries() {
        int end = FrameHeader.frameLength(datagram, 0);
        int entry = ResolutionFrame.HEADER_LENGTH;
        while (entry < end) {
            DatagramFault fault = DatagramRules.resolutionEntry(datagram, entry, end - entry);
            if (fault != null) {
                return fault;
            }
            check(!ResolutionFrame.name(datagram, entry).isEmpty());
            entry += ResolutionFrame.entryLength(datagram, entry);
        }
        return null;
    }

    private int writeFrame(int kind) {
        int termOffset = random.nextInt(TERM_LENGTH / 32) * 32;
        switch (kind) {
            case 0:
                NakFrame.write(datagram, 0, 1, 2, 3, termOffset, random.nextInt(TERM_LENGTH));
                return NakFrame.LENGTH;
            case 1:
                StatusMessageFrame.write(datagram, 0, random.nextInt(256), 1, 2, random.nextLong());
                StatusMessageFrame.writeConsumption(datagram, 0, 3, termOffset, random.nextInt(TERM_LENGTH / 2));
                return StatusMessageFrame.LENGTH;
            case 2:
                return ErrorFrame.write(datagram, 0, 1, 2, 3, 13, "x".repeat(random.nextInt(40)));
            case 3:
                SetupFrame.write(datagram, 0, random.nextInt(256), 1, 2, 0);
                SetupFrame.writeGeometry(datagram, 0, 3, TERM_LENGTH, 1408);
                SetupFrame.writePosition(datagram, 0, 4, termOffset);
                return SetupFrame.LENGTH;
            case 4:
                RttFrame.write(datagram, 0, 0x80, 1, 2, 3, 4);
                return RttFrame.LENGTH;
            case 5:
                ResponseSetupFrame.write(datagram, 0, 1, 2, 3);
                return ResponseSetupFrame.LENGTH;
            case 6:
                return writeEntries();
            case 7:
                DataFrame.writeHeartbeat(datagram, 0, 0xC0, termOffset, 1, 2, 3);
                return DataFrame.HEADER_LENGTH;
            default:
                return writeData(termOffset);
        }
    }

    private int writeEntries() {
        int length = ResolutionFrame.HEADER_LENGTH;
        for (int i = random.nextInt(4); i > 0; i--) {
            byte[] address = new byte[random.nextBoolean() ? 4 : 16];
            length += ResolutionFrame.writeEntry(datagram, length, 8050, address, "n".repeat(1 + random.nextInt(20)));
        }
        ResolutionFrame.writeHeader(datagram, 0, length);
        return length;
    }

    private int writeData(int termOffset) {
        int length = 0;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int frameLength = DataFrame.HEADER_LENGTH + random.nextInt(65);
            writeData(length, FrameType.DATA, termOffset + length, frameLength);
            length += DataFrame.alignedLength(frameLength);
        }
        if (random.nextInt(4) == 0) {
            writeData(length, FrameType.PADDING, termOffset + length, TERM_LENGTH - termOffset - length);
            length += DataFrame.HEADER_LENGTH;
        }
        return length;
    }

    private void writeData(int frame, int type, int termOffset, int frameLength) {
        DataFrame.writeFields(datagram, frame, DataFrame.FLAGS_UNFRAGMENTED, type, termOffset, 1, 2, 3);
        DataFrame.reservedValue(datagram, frame, 0);
        DataFrame.frameLength(datagram, frame, frameLength);
    }

    private void mutate(int length) {
        int at = random.nextInt(length);
        switch (random.nextInt(3)) {
            case 0 -> datagram.putByte(at, (byte) (datagram.getByte(at) ^ 1 << random.nextInt(8)));
            case 1 -> datagram.putInt(at & -4, INTERESTING[random.nextInt(INTERESTING.length)]);
            default -> datagram.putInt(at & -4, EXTREMES[random.nextInt(EXTREMES.length)]);
        }
    }

    private int someLength(int length) {
        return switch (random.nextInt(4)) {
            case 0 -> length;
            case 1 -> random.nextInt(length + 64);
            case 2 -> INTERESTING[random.nextInt(INTERESTING.length)];
            default -> random.nextInt();
        };
    }

    // An assertion of AssertJ for each of millions of fields would take most of the time.
    private void check(boolean holds) {
        if (!holds) {
            throw new AssertionError("accepted though it must not be: " + Frames.describe(datagram, 0, 32));
        }
    }
}
