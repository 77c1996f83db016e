package io.tradebus.core.driver.receiver;

import static io.tradebus.core.driver.receiver.ReceiverHarness.ENDPOINT;
import static io.tradebus.core.driver.receiver.ReceiverHarness.SENDER;
import static io.tradebus.core.driver.receiver.ReceiverHarness.SESSION;
import static io.tradebus.core.driver.receiver.ReceiverHarness.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.NakConfig;
import io.tradebus.core.driver.exchange.InboundEnd;
import io.tradebus.core.driver.protocol.FeedbackDelays;
import io.tradebus.core.driver.protocol.GapSettings;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.TermCleaner;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever arrives, nothing is thrown, and whoever reads the log goes from one whole frame to the next. */
class RandomDatagramsTest {
    private static final int DATAGRAMS = 40_000;
    private static final int TERM = TestFrames.TERM_LENGTH;

    private final ReceiverHarness harness = new ReceiverHarness();
    private final TestFrames frames = harness.frames;
    private final TestImage image = harness.newImage(frames, 0);
    private Random random = new Random();
    private long consumed;
    private long cleaned;

    @AfterEach
    void close() {
        harness.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theLogOfAnImageStaysReadable(long seed) {
        random = new Random(seed);
        image.isReliable = seed % 2 == 0;
        image.delay = image.isReliable ? FeedbackDelays.unicast(NakConfig.DEFAULT, null) : FeedbackDelays.none();
        image.gaps = seed % 3 == 0 ? GapSettings.of(8, image.isReliable, false, TestImage.WINDOW) : image.gaps;
        harness.receiver.addInterest(ENDPOINT, STREAM);
        harness.add(image);
        harness.port.isRecording = false;

        for (int i = 0; i < DATAGRAMS; i++) {
            harness.poller.deliver(harness.port, datagramOfTheImage(), SENDER);
            if (random.nextInt(4) == 0) {
                harness.nowNs += random.nextInt(200_000);
                harness.cycle();
                read();
            }
        }

        assertThat(harness.errors).isEmpty();
        assertThat(image.end()).isEqualTo(InboundEnd.NONE);
        // What lies between frames that do not fit together is never filled when it is only asked for.
        assertThat(consumed).isGreaterThan(image.isReliable ? TestImage.WINDOW : 4 * TERM);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anythingMayArrive(long seed) {
        random = new Random(seed);
        harness.receiver.addInterest(ENDPOINT, STREAM);
        harness.add(image);
        harness.port.isRecording = false;

        for (int i = 0; i < DATAGRAMS; i++) {
            harness.poller.deliver(harness.port, mutated(), SENDER);
            if (random.nextInt(8) == 0) {
                harness.nowNs += random.nextInt(1_000_000);
                harness.cycle();
                harness.conductor.setups.forEach(
                        setup -> harness.receiver.onSetupRefused(ENDPOINT, setup.streamId(), setup.sessionId()));
                harness.conductor.setups.clear();
            }
        }

        assertThat(harness.errors).isEmpty();
        assertThat(harness.evidence.datagramsHeard().get()).isGreaterThan(DATAGRAMS - 100);
    }

    private UnsafeBuffer datagramOfTheImage() {
        long position = consumed + 32L * random.nextInt(random.nextInt(3) == 0 ? TERM / 64 : 64);
        int room = TERM - TestFrames.offsetOf(position);
        if (random.nextInt(20) == 0) {
            return frames.padding(position, Math.min(room, 32 * (1 + random.nextInt(200))));
        }
        if (random.nextInt(20) == 0) {
            return frames.heartbeat(position);
        }
        int[] lengths = new int[1 + random.nextInt(4)];
        int total = 0;
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = 32 + random.nextInt(random.nextInt(3) == 0 ? 1300 : 100);
            total += DataFrame.alignedLength(lengths[i]);
        }
        return total <= room ? misleading(frames.data(position, lengths), lengths) : frames.heartbeat(position);
    }

    /** Payload that would lead anybody astray who took it for a header. */
    private UnsafeBuffer misleading(UnsafeBuffer datagram, int[] lengths) {
        int offset = 0;
        for (int length : lengths) {
            for (int i = offset + 32; i + 4 <= offset + length; i += 32) {
                datagram.putInt(i, random.nextInt(4) == 0 ? random.nextInt() : 0);
            }
            offset += DataFrame.alignedLength(length);
        }
        return datagram;
    }

    private UnsafeBuffer mutated() {
        long position = 32L * random.nextInt(TERM / 32);
        UnsafeBuffer datagram = switch (random.nextInt(6)) {
            case 0 -> frames.setup(position);
            case 1 -> frames.rtt(random.nextInt(256), random.nextLong(), 0);
            case 2 -> frames.heartbeat(position);
            case 3 -> frames.padding(position, random.nextInt(TERM));
            case 4 -> new UnsafeBuffer(new byte[random.nextInt(100)]);
            default -> frames.data(Math.min(position, TERM - 256), 32 + random.nextInt(96), 64);
        };
        for (int i = random.nextInt(4); i > 0 && datagram.capacity() > 0; i--) {
            int bound = Math.min(40, datagram.capacity());
            datagram.putByte(random.nextInt(bound), (byte) random.nextInt());
        }
        return datagram;
    }

    /** Reads as a subscriber does, and cleans behind it as the conductor does. */
    private void read() {
        long position = consumed;
        UnsafeBuffer term = image.term(position);
        int frameLength = image.frameLengthAt(position);
        while (frameLength > 0) {
            int offset = TestFrames.offsetOf(position);
            assertThat(DataFrame.termOffset(term, offset)).isEqualTo(offset);
            assertThat(DataFrame.termId(term, offset)).isEqualTo(TestFrames.termOf(position));
            assertThat(DataFrame.sessionId(term, offset)).isEqualTo(SESSION);
            assertThat(frameLength).isBetween(DataFrame.HEADER_LENGTH, TERM - offset);
            position += DataFrame.alignedLength(frameLength);
            term = image.term(position);
            frameLength = image.frameLengthAt(position);
        }
        assertThat(image.rebuildPosition.get()).isLessThanOrEqualTo(position);
        consumed = position;
        while (cleaned < consumed - TERM) {
            int offset = TestFrames.offsetOf(cleaned);
            int length = (int) Math.min(consumed - TERM - cleaned, TERM - offset);
            TermCleaner.clean(image.term(cleaned), offset, length);
            cleaned += length;
        }
        image.consume(consumed);
    }
}
