package io.tradebus.spring.core;

import io.tradebus.core.BackPressureException;
import io.tradebus.core.ConversionException;
import io.tradebus.core.MaxPositionExceededException;
import io.tradebus.core.MessageTooLargeException;
import io.tradebus.core.NotConnectedException;
import io.tradebus.core.PublicationClosedException;
import io.tradebus.core.runtime.BusClaim;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.FailureDecision;
import io.tradebus.core.runtime.ListenerAgent;
import io.tradebus.core.runtime.ListenerDefinition;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.core.runtime.OfferStatus;
import io.tradebus.spring.convert.BusConverter;
import io.tradebus.spring.convert.BusConverters;
import io.tradebus.spring.convert.Payload;
import io.tradebus.spring.convert.SbeEncoding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import org.jspecify.annotations.Nullable;

/**
 * Sends by the names of streams. An offer that met a rotating log is repeated once before it is reported, since that is
 * over at once.
 */
public class BusTemplate implements BusOperations {
    private final BusRuntimeLifecycle lifecycle;
    private final BusStreams streams;
    private final BusConverters converters;
    private final TemplateOptions options;
    private final LimitingListener limitingListener;
    private final RequestOperations requests;
    private final ConcurrentMap<String, BusPublisher> publishers = new ConcurrentHashMap<>();
    private final ThreadLocal<SendBuffers> buffers;
    private final SendWaits waits = new SendWaits();

    /** Knows who holds a stream back. */
    @FunctionalInterface
    public interface LimitingListener {
        /** The id of the listener that is furthest behind, or null if that is not known. */
        @Nullable String of(String stream);
    }

    /** Appends once; the same for every kind of payload, so that waiting is written once. */
    @FunctionalInterface
    private interface Attempt<T> {
        long append(BusPublisher publisher, T payload, SendBuffers mine);
    }

    public BusTemplate(
            BusRuntimeLifecycle lifecycle,
            BusStreams streams,
            BusConverters converters,
            TemplateOptions options,
            LimitingListener limitingListener,
            RequestOperations requests) {
        this.lifecycle = lifecycle;
        this.streams = streams;
        this.converters = converters;
        this.options = options;
        this.limitingListener = limitingListener;
        this.requests = requests;
        this.buffers =
                ThreadLocal.withInitial(() -> new SendBuffers(options.sendIdle().newIdleStrategy()));
    }

    @Override
    public OfferResult offer(String stream, DirectBuffer buffer, int offset, int length) {
        BusPublisher publisher = publisher(stream);
        long result = append(publisher, buffer, offset, length);
        if (result == OfferStatus.ADMIN_ACTION.code()) {
            result = append(publisher, buffer, offset, length);
        }
        return OfferResult.of(result);
    }

    @Override
    public OfferResult offer(String stream, Object payload) {
        return OfferResult.of(appendTwice(publisher(stream), payload, attempt(stream, payload)));
    }

    @Override
    public OfferResult tryClaim(String stream, int length, ClaimWriter writer) {
        return tryClaim(stream, length, writer, ClaimWriter::write);
    }

    @Override
    public <C> OfferResult tryClaim(String stream, int length, C context, ContextClaimWriter<C> writer) {
        BusPublisher publisher = publisher(stream);
        BusClaim claim = buffers.get().claim();
        long result = claim(publisher, length, claim);
        if (result == OfferStatus.ADMIN_ACTION.code()) {
            result = claim(publisher, length, claim);
        }
        if (result > 0) {
            try (claim) {
                writer.write(context, claim.buffer(), claim.offset(), length);
                claim.commit();
            }
        }
        return OfferResult.of(result);
    }

    @Override
    public <E extends MessageEncoderFlyweight> OfferResult offer(String stream, E encoder, Consumer<E> fields) {
        requirePayload(stream, encoder.getClass());
        BusPublisher publisher = publisher(stream);
        if (lifecycle.isStopped()) {
            return OfferResult.of(OfferStatus.CLOSED.code());
        }
        SendBuffers mine = buffers.get();
        SbeEncoding encoding = mine.encodingOf(encoder);
        if (encoding.isFixedLength() && encoding.fixedLength() <= publisher.maxPayloadLength()) {
            return OfferResult.of(encodeInPlace(publisher, encoder, fields, encoding, mine));
        }
        ExpandableArrayBuffer scratch = mine.takeScratch();
        try {
            encoding.begin(encoder, scratch, 0);
            fields.accept(encoder);
            return offer(stream, scratch, 0, encoding.headerLength() + encoder.encodedLength());
        } finally {
            mine.giveBack(scratch);
        }
    }

    private static <E extends MessageEncoderFlyweight> long encodeInPlace(
            BusPublisher publisher, E encoder, Consumer<E> fields, SbeEncoding encoding, SendBuffers mine) {
        BusClaim claim = mine.claim();
        long result = publisher.tryClaim(encoding.fixedLength(), claim);
        if (result == OfferStatus.ADMIN_ACTION.code()) {
            result = publisher.tryClaim(encoding.fixedLength(), claim);
        }
        if (result > 0) {
            try (claim) {
                encoding.begin(encoder, claim.buffer(), claim.offset());
                fields.accept(encoder);
                claim.commit();
            }
        }
        return result;
    }

    @Override
    public long send(String stream, DirectBuffer buffer, int offset, int length) {
        BusPublisher publisher = publisher(stream);
        long result = append(publisher, buffer, offset, length);
        if (result > 0) {
            return result;
        }
        return appendUntil(publisher, buffer, (p, b, mine) -> append(p, b, offset, length), options.sendTimeout());
    }

    @Override
    public long send(String stream, Object payload) {
        return send(stream, payload, options.sendTimeout());
    }

    @Override
    public long send(String stream, Object payload, Duration timeout) {
        return appendUntil(publisher(stream), payload, attempt(stream, payload), timeout);
    }

    @Override
    public <R> CompletableFuture<R> request(String stream, Object payload, Class<R> replyType) {
        return requests.request(stream, payload, replyType);
    }

    @Override
    public <R> CompletableFuture<R> request(String stream, Object payload, Class<R> replyType, Duration timeout) {
        return requests.request(stream, payload, replyType, timeout);
    }

    @Override
    public <R extends @Nullable Object> CompletableFuture<R> request(
            String stream, Object payload, ReplyReader<R> reader, Duration timeout) {
        return requests.request(stream, payload, reader, timeout);
    }

    @Override
    public <R extends @Nullable Object> CompletableFuture<R> request(
            String stream, DirectBuffer buffer, int offset, int length, ReplyReader<R> reader, Duration timeout) {
        return requests.request(stream, buffer, offset, length, reader, timeout);
    }

    @Override
    public <R> R requestAndWait(String stream, Object payload, Class<R> replyType) {
        return requests.requestAndWait(stream, payload, replyType);
    }

    @Override
    public <R> R requestAndWait(String stream, Object payload, Class<R> replyType, Duration timeout) {
        return requests.requestAndWait(stream, payload, replyType, timeout);
    }

    @Override
    public boolean awaitConsumed(String stream, long position, Duration timeout) {
        return publisher(stream).awaitConsumed(position, timeout);
    }

    @Override
    public BusPublisher publisher(String stream) {
        BusPublisher publisher = publishers.get(stream);
        return publisher != null ? publisher : publishers.computeIfAbsent(stream, lifecycle::publisher);
    }

    /**
     * Subscribes to a stream outside the registry of listeners, for tests and tools: the caller runs the duty cycle of
     * what is returned, and closes it. A message that its handler throws at halts it.
     *
     * @param id unique among the listeners of the application
     */
    public ListenerAgent listen(String id, String stream, MessageHandler handler) {
        var definition = ListenerDefinition.of(id, streams.get(stream).definition());
        return lifecycle
                .connection()
                .listener(definition, handler, (failure, message, attempt) -> FailureDecision.HALT);
    }

    /** How often and for how long {@code send} waited. */
    public SendWaits waits() {
        return waits;
    }

    private <T> long appendTwice(BusPublisher publisher, T payload, Attempt<T> attempt) {
        SendBuffers mine = buffers.get();
        long result = attempt.append(publisher, payload, mine);
        return result == OfferStatus.ADMIN_ACTION.code() ? attempt.append(publisher, payload, mine) : result;
    }

    private <T> long appendUntil(BusPublisher publisher, T payload, Attempt<T> attempt, Duration timeout) {
        SendBuffers mine = buffers.get();
        long beganNs = System.nanoTime();
        long timeoutNs = timeout.toNanos();
        mine.idle.reset();
        for (int attempts = 1; ; attempts++) {
            long result = attempt.append(publisher, payload, mine);
            if (result > 0) {
                if (attempts > 1) {
                    waits.add(publisher.stream(), System.nanoTime() - beganNs);
                }
                return result;
            }
            OfferStatus status = OfferStatus.of(result);
            long waitedNs = System.nanoTime() - beganNs;
            if (!status.isRetryable()
                    || waitedNs >= timeoutNs
                    || Thread.currentThread().isInterrupted()) {
                if (attempts > 1) {
                    waits.add(publisher.stream(), waitedNs);
                }
                throw failure(publisher, status, Duration.ofNanos(waitedNs));
            }
            if (status != OfferStatus.ADMIN_ACTION) {
                mine.idle.idle();
            }
        }
    }

    private RuntimeException failure(BusPublisher publisher, OfferStatus status, Duration waited) {
        String stream = publisher.stream();
        return switch (status) {
            case BACK_PRESSURED, ADMIN_ACTION ->
                new BackPressureException(stream, waited, publisher.availableWindow(), limitingListener.of(stream));
            case NOT_CONNECTED -> new NotConnectedException(stream, waited);
            case CLOSED -> new PublicationClosedException(stream);
            case MAX_POSITION_EXCEEDED -> new MaxPositionExceededException(stream, publisher.position());
            case ACCEPTED -> throw new AssertionError(status);
        };
    }

    private Attempt<Object> attempt(String stream, Object payload) {
        requirePayload(stream, payload.getClass());
        if (payload instanceof MessageEncoderFlyweight) {
            return this::appendEncoded;
        } else if (Payload.of(payload.getClass()) == Payload.RAW) {
            return this::appendRaw;
        }
        return this::appendConverted;
    }

    private long appendRaw(BusPublisher publisher, Object payload, SendBuffers mine) {
        if (payload instanceof DirectBuffer buffer) {
            return append(publisher, buffer, 0, buffer.capacity());
        } else if (payload instanceof byte[] bytes) {
            mine.view.wrap(bytes);
        } else if (payload instanceof ByteBuffer buffer) {
            mine.view.wrap(buffer, buffer.position(), buffer.remaining());
        } else {
            mine.view.wrap(((String) payload).getBytes(StandardCharsets.UTF_8));
        }
        long result = append(publisher, mine.view, 0, mine.view.capacity());
        mine.view.wrap(0, 0);
        return result;
    }

    /** The header in front of what the caller wrote with the encoder. */
    private long appendEncoded(BusPublisher publisher, Object payload, SendBuffers mine) {
        var encoder = (MessageEncoderFlyweight) payload;
        if (encoder.buffer() == null) {
            throw new ConversionException(
                    "the encoder " + encoder.getClass().getName() + " was not wrapped over a buffer");
        }
        SbeEncoding encoding = mine.encodingOf(encoder);
        encoding.writeHeader(mine.header, 0);
        int head = encoding.headerLength();
        MutableDirectBuffer body = encoder.buffer();
        try {
            return publisher.offer(mine.header, 0, head, body, encoder.offset(), encoder.encodedLength());
        } catch (IllegalArgumentException e) {
            throw explained(e, publisher, head + encoder.encodedLength());
        }
    }

    @SuppressWarnings("unchecked") // The class of an object is of the object's type.
    private long appendConverted(BusPublisher publisher, Object payload, SendBuffers mine) {
        var converter = (BusConverter<Object>) converters.converter(payload.getClass());
        int length = converter.encodedLength(payload);
        if (length >= 0 && !lifecycle.isStopped() && length <= publisher.maxPayloadLength()) {
            BusClaim claim = mine.claim();
            long result = publisher.tryClaim(length, claim);
            if (result > 0) {
                try (claim) {
                    requireEncoded(payload, converter.encode(payload, claim.buffer(), claim.offset()), length);
                    claim.commit();
                }
            }
            return result;
        }
        ExpandableArrayBuffer scratch = mine.takeScratch();
        try {
            return append(publisher, scratch, 0, converter.encode(payload, scratch, 0));
        } finally {
            mine.giveBack(scratch);
        }
    }

    private static void requireEncoded(Object payload, int encoded, int announced) {
        if (encoded != announced) {
            throw new ConversionException("the converter of "
                    + payload.getClass().getName() + " announced " + announced + " bytes and wrote " + encoded);
        }
    }

    private void requirePayload(String stream, Class<?> type) {
        Payload payload = streams.get(stream).payload();
        if (!payload.accepts(type)) {
            throw new ConversionException("stream '" + stream + "' carries " + payload + " (bus.streams." + stream
                    + ".payload), but " + type.getName() + " is " + Payload.of(type));
        }
    }

    private static long append(BusPublisher publisher, DirectBuffer buffer, int offset, int length) {
        try {
            return publisher.offer(buffer, offset, length);
        } catch (IllegalArgumentException e) {
            throw explained(e, publisher, length);
        }
    }

    private static long claim(BusPublisher publisher, int length, BusClaim claim) {
        try {
            return publisher.tryClaim(length, claim);
        } catch (IllegalArgumentException e) {
            String property = "bus.streams." + publisher.stream() + ".mtu";
            throw length > publisher.maxPayloadLength()
                    ? new MessageTooLargeException(publisher.stream(), length, publisher.maxPayloadLength(), property)
                    : e;
        }
    }

    /** The length is looked at only when the append was refused, so that the common case pays nothing. */
    private static RuntimeException explained(IllegalArgumentException e, BusPublisher publisher, int length) {
        String property = "bus.streams." + publisher.stream() + ".term-length";
        return length > publisher.maxMessageLength()
                ? new MessageTooLargeException(publisher.stream(), length, publisher.maxMessageLength(), property)
                : e;
    }
}
