package io.tradebus.spring.core;

import io.tradebus.core.UnknownStreamException;
import io.tradebus.core.runtime.BusClaim;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.FailureDecision;
import io.tradebus.core.runtime.ListenerAgent;
import io.tradebus.core.runtime.ListenerDefinition;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.core.runtime.OfferStatus;
import io.tradebus.spring.convert.BusConverters;
import io.tradebus.spring.convert.EncodingBuffer;
import io.tradebus.spring.convert.SbeEncoding;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.sbe.MessageEncoderFlyweight;
import org.jspecify.annotations.Nullable;

/**
 * Sends by the names of streams. An offer that met a rotating log is repeated once before it is reported, since that is
 * over at once.
 */
public class BusTemplate implements BusOperations {
    private final BusRuntimeLifecycle lifecycle;
    private final BusStreams streams;
    private final Appends appends;
    private final TemplateOptions options;
    private final BusExecution execution;
    private final RequestOperations requests;
    private final ConcurrentMap<String, BusPublisher> publishers = new ConcurrentHashMap<>();
    private final ThreadLocal<SendBuffers> buffers;
    private final WaitingAppends waiting;
    private final DroppedMessages dropped;

    public BusTemplate(
            BusRuntimeLifecycle lifecycle,
            BusConverters converters,
            TemplateOptions options,
            BusExecution execution,
            RequestOperations requests) {
        this.lifecycle = lifecycle;
        this.streams = lifecycle.streams();
        this.appends = new Appends(lifecycle, streams, converters);
        this.options = options;
        requireDefaultStream();
        this.dropped = new DroppedMessages(lifecycle);
        this.execution = execution;
        this.requests = requests;
        this.waiting = new WaitingAppends(execution.clocks().nano(), lifecycle);
        this.buffers = new ThreadLocal<>() {
            @Override
            protected SendBuffers initialValue() {
                return new SendBuffers(newIdleStrategy());
            }
        };
    }

    private void requireDefaultStream() {
        String stream = options.defaultStream();
        if (stream != null && !streams.names().contains(stream)) {
            throw new UnknownStreamException(stream, streams.names(), "bus.template.default-stream");
        }
    }

    private IdleStrategy newIdleStrategy() {
        return execution.isInvoked()
                ? new PausingIdleStrategy(execution.clocks().pause())
                : options.sendIdle().newIdleStrategy();
    }

    @Override
    public OfferResult offer(String stream, DirectBuffer buffer, int offset, int length) {
        BusPublisher publisher = publisher(stream);
        long result = Appends.append(publisher, buffer, offset, length);
        if (result == OfferStatus.ADMIN_ACTION.code()) {
            result = Appends.append(publisher, buffer, offset, length);
        }
        return dropped.answer(stream, result);
    }

    @Override
    public OfferResult offer(String stream, Object payload) {
        return dropped.answer(stream, appendTwice(publisher(stream), payload, appends.of(stream, payload)));
    }

    @Override
    public OfferResult tryClaim(String stream, int length, ClaimWriter writer) {
        return tryClaim(stream, length, writer, ClaimWriter::write);
    }

    @Override
    public <C> OfferResult tryClaim(String stream, int length, C context, ContextClaimWriter<C> writer) {
        BusPublisher publisher = publisher(stream);
        BusClaim claim = buffers.get().claim();
        long result = Appends.claim(publisher, length, claim);
        if (result == OfferStatus.ADMIN_ACTION.code()) {
            result = Appends.claim(publisher, length, claim);
        }
        if (result > 0) {
            try (claim) {
                writer.write(context, claim.buffer(), claim.offset(), length);
                claim.commit();
            }
        }
        return dropped.answer(stream, result);
    }

    @Override
    public <E extends MessageEncoderFlyweight> OfferResult offer(String stream, E encoder, Consumer<E> fields) {
        appends.requirePayload(stream, encoder.getClass());
        BusPublisher publisher = publisher(stream);
        if (lifecycle.isStopped()) {
            return OfferResult.of(OfferStatus.CLOSED.code());
        }
        SendBuffers mine = buffers.get();
        SbeEncoding encoding = mine.encodingOf(encoder);
        if (encoding.isFixedLength() && encoding.fixedLength() <= publisher.maxPayloadLength()) {
            return dropped.answer(stream, encodeInPlace(publisher, encoder, fields, encoding, mine));
        }
        EncodingBuffer scratch = mine.takeScratch();
        try {
            // What is not set must not be what was set for another message.
            encoding.begin(encoder, scratch.beginCleared(), 0);
            fields.accept(encoder);
            int length = encoding.headerLength() + encoder.encodedLength();
            scratch.written(length);
            return offer(stream, scratch.bytes(), 0, length);
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
        long result = Appends.append(publisher, buffer, offset, length);
        if (result > 0) {
            return result;
        }
        return waiting.append(
                publisher,
                buffer,
                (p, b, mine) -> Appends.append(p, b, offset, length),
                buffers.get(),
                sendTimeout(stream));
    }

    @Override
    public long send(String stream, Object payload) {
        return send(stream, payload, sendTimeout(stream));
    }

    @Override
    public long send(String stream, Object payload, Duration timeout) {
        return waiting.append(publisher(stream), payload, appends.of(stream, payload), buffers.get(), timeout);
    }

    private Duration sendTimeout(String stream) {
        return streams.get(stream).backPressure().sendTimeout(options);
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
    public String defaultStream() {
        String stream = options.defaultStream();
        if (stream == null) {
            throw new IllegalStateException("no stream is named and there is no default one; name the stream, or set"
                    + " bus.template.default-stream");
        }
        return stream;
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

    /** What reads and writes objects; for tests and tools. */
    public BusConverters converters() {
        return appends.converters();
    }

    /** What runs the bus; for tests and tools that have it run. */
    public BusExecution execution() {
        return execution;
    }

    /** How often and for how long {@code send} waited. */
    public SendWaits waits() {
        return waiting.waits();
    }

    /** Messages given up on streams that are configured to drop. */
    public DroppedMessages dropped() {
        return dropped;
    }

    private <T> long appendTwice(BusPublisher publisher, T payload, Appends.Append<T> append) {
        SendBuffers mine = buffers.get();
        long result = append.once(publisher, payload, mine);
        return result == OfferStatus.ADMIN_ACTION.code() ? append.once(publisher, payload, mine) : result;
    }
}
