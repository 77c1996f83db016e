package io.tradebus.core.driver.sender;

import static io.tradebus.core.format.frame.DataFrame.HEADER_LENGTH;

import io.tradebus.core.config.FlowConfig;
import io.tradebus.core.config.FlowControlKind;
import io.tradebus.core.driver.exchange.OutboundLog;
import io.tradebus.core.driver.exchange.OutboundSignals;
import io.tradebus.core.driver.exchange.OutboundStreamSetup;
import io.tradebus.core.driver.protocol.FlowControl;
import io.tradebus.core.driver.protocol.FlowControlSettings;
import io.tradebus.core.driver.protocol.FlowControls;
import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.channel.ResponseParams;
import io.tradebus.core.format.channel.TimestampOffset;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.LogDescription;
import io.tradebus.core.format.log.LogKind;
import io.tradebus.core.format.log.Positions;
import io.tradebus.core.format.log.TermAppender;
import io.tradebus.core.format.log.TermCleaner;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;

/** A stream to be sent, and its publisher. What is not said otherwise is what a unicast channel has. */
final class TestStream implements AutoCloseable {
    static final int SESSION = 7;
    static final int STREAM = 10;
    static final int INITIAL_TERM = 5;
    static final int TERM_LENGTH = 64 << 10;
    static final int MTU = 1408;

    final OutboundSignals signals = new OutboundSignals();
    private final int sessionId;
    private int initialTermId = INITIAL_TERM;
    private long startPosition;
    private FlowConfig flow = FlowConfig.DEFAULT;
    private boolean isGroup;
    private boolean isEndOfStreamSent = true;
    private int setupFlags;
    private int ttl;
    private int sendTimestampOffset = TimestampOffset.NONE;
    private int maxResend = 16;
    private long retransmitDelayNs;
    private long responseCorrelationId = ResponseParams.NONE;
    private FlowControl flowControl = FlowControls.create(FlowControlSettings.of(flow, null, false));

    private LogFile file;
    private OutboundLog log;
    private AtomicCounter receiverCount;
    private TermAppender appender;
    private long tail;
    private long cleaned;

    TestStream() {
        this(SESSION);
    }

    TestStream(int sessionId) {
        this.sessionId = sessionId;
    }

    TestStream startingAt(int initialTermId, long position) {
        this.initialTermId = initialTermId;
        startPosition = position;
        return this;
    }

    TestStream group(FlowControlKind kind, int groupMinSize, long groupTag) {
        isGroup = true;
        flow = flow.withMulticast(kind).withGroupMinSize(groupMinSize).withGroupTag(groupTag);
        flowControl = FlowControls.create(FlowControlSettings.of(flow, null, true));
        return this;
    }

    TestStream retransmitWindows(int windows) {
        flow = flow.withMulticastRetransmitWindows(windows);
        return this;
    }

    TestStream flowControl(FlowControl flowControl) {
        this.flowControl = flowControl;
        return this;
    }

    TestStream endOfStreamNotSent() {
        isEndOfStreamSent = false;
        return this;
    }

    TestStream setup(int flags, int ttl) {
        setupFlags = flags;
        this.ttl = ttl;
        return this;
    }

    TestStream sendTimestampOffset(int offset) {
        sendTimestampOffset = offset;
        return this;
    }

    /** Its publisher asks for responses to a subscription. */
    TestStream asking(long subscriptionId) {
        responseCorrelationId = subscriptionId;
        return this;
    }

    TestStream retransmits(int maxResend, long delayNs) {
        this.maxResend = maxResend;
        retransmitDelayNs = delayNs;
        return this;
    }

    /** Makes the log and says what the conductor would. */
    OutboundStreamSetup create(Path directory, CountersManager counters, long endpointId, long registrationId) {
        LogDescription description = LogDescription.builder(LogKind.EXCLUSIVE_PUBLICATION, registrationId).stream(
                        sessionId, STREAM)
                .start(initialTermId, termId(startPosition), Positions.termOffset(startPosition, TERM_LENGTH))
                .termLength(TERM_LENGTH)
                .mtuLength(MTU)
                .responseCorrelationId(responseCorrelationId)
                .build();
        file = LogFile.create(directory.resolve(registrationId + ".logbuffer"), description, true);
        log = new OutboundLog(
                description,
                file,
                "aeron:udp?endpoint=127.0.0.1:20121",
                counters.newCounter("snd-pos"),
                counters.newCounter("snd-lmt"),
                counters.newCounter("snd-bpe"),
                counters.newCounter("snd-naks-received"));
        log.senderPosition().setRelease(startPosition);
        log.senderLimit().setRelease(startPosition);
        receiverCount = counters.newCounter("fc-receivers");
        appender = new TermAppender(sessionId, STREAM, MTU);
        tail = startPosition;
        cleaned = startPosition;
        return new OutboundStreamSetup(
                endpointId,
                log,
                signals,
                flowControl,
                receiverCount,
                new OutboundStreamSetup.Retransmits(maxResend, retransmitDelayNs, 10_000_000),
                new OutboundStreamSetup.Traits(setupFlags, ttl, isGroup, isEndOfStreamSent, sendTimestampOffset));
    }

    int sessionId() {
        return sessionId;
    }

    long registrationId() {
        return log.registrationId();
    }

    long position() {
        return log.senderPosition().get();
    }

    long limit() {
        return log.senderLimit().get();
    }

    long backPressureEvents() {
        return log.backPressureEvents().get();
    }

    long naksReceived() {
        return log.naksReceived().get();
    }

    long receiverCount() {
        return receiverCount.get();
    }

    boolean isConnected() {
        return signals.isConnectedAcquire();
    }

    long tail() {
        return tail;
    }

    LogFile file() {
        return file;
    }

    UnsafeBuffer term(long position) {
        return file.term(Positions.partitionIndex(position, bits()));
    }

    /** Publishes a message of that many bytes, in fragments if need be; pads the term if it does not fit. */
    void publish(int length) {
        int required = appender.requiredLength(length);
        if (required > TERM_LENGTH - offset(tail)) {
            pad(TERM_LENGTH - offset(tail));
        }
        UnsafeBuffer message = message(length);
        appender.append(term(tail), offset(tail), termId(tail), message, 0, length, message, 0, 0, null);
        tail += required;
    }

    /** The same without allocating: one frame of that many bytes. */
    void publishFrame(UnsafeBuffer message) {
        int required = Positions.alignedFrameLength(message.capacity());
        if (required > TERM_LENGTH - offset(tail)) {
            pad(TERM_LENGTH - offset(tail));
        }
        appender.appendFrame(term(tail), offset(tail), termId(tail), message, 0, message.capacity(), null);
        tail += required;
    }

    /** Publishes padding of that many bytes, header included. */
    void pad(int frameLength) {
        appender.appendPadding(term(tail), offset(tail), termId(tail), frameLength);
        tail += DataFrame.alignedLength(frameLength);
    }

    /** Begins a frame and does not complete it. */
    void claim(int payloadLength) {
        appender.claim(term(tail), offset(tail), termId(tail), payloadLength);
        tail += Positions.alignedFrameLength(payloadLength);
    }

    /** Cleans what was sent, but for the last half of a term. */
    void clean() {
        long end = position() - TERM_LENGTH;
        while (cleaned < end) {
            int length = (int) Math.min(end - cleaned, TERM_LENGTH - offset(cleaned));
            TermCleaner.clean(term(cleaned), offset(cleaned), length);
            cleaned += length;
        }
    }

    int termId(long position) {
        return Positions.termId(position, bits(), initialTermId);
    }

    int offset(long position) {
        return Positions.termOffset(position, TERM_LENGTH);
    }

    @Override
    public void close() {
        file.close();
    }

    static UnsafeBuffer message(int length) {
        UnsafeBuffer message = new UnsafeBuffer(new byte[length]);
        for (int i = 0; i < length; i++) {
            message.putByte(i, (byte) (i * 31 + 7));
        }
        return message;
    }

    static int maxPayload() {
        return MTU - HEADER_LENGTH;
    }

    private static int bits() {
        return Positions.bitsToShift(TERM_LENGTH);
    }
}
