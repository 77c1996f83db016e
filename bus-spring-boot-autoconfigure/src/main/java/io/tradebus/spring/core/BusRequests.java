package io.tradebus.spring.core;

import io.tradebus.core.BusException;
import io.tradebus.core.ConversionException;
import io.tradebus.core.RequestFailedException;
import io.tradebus.core.RequestFailedException.Reason;
import io.tradebus.core.client.request.RequestCounts;
import io.tradebus.core.client.request.Requester;
import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.runtime.OfferStatus;
import io.tradebus.core.runtime.RuntimeClocks;
import io.tradebus.spring.convert.BusConverters;
import io.tradebus.spring.convert.EncodingBuffer;
import io.tradebus.spring.convert.Payload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * Asks by the names of streams. A stream is opened with its first request; two threads, which are there while a stream is
 * open, read replies ({@code bus-requests}) and complete futures ({@code bus-replies}). Where a test runs the bus, its thread does
 * both.
 *
 * <p>It stops just before the runtime, when listeners and web requests have ended: what is in flight then ends as closed.
 */
public class BusRequests implements RequestOperations, SmartLifecycle, DisposableBean {
    /** Stops just before the runtime does. */
    public static final int PHASE = BusRuntimeLifecycle.PHASE + 1;

    private final BusRuntimeLifecycle lifecycle;
    private final BusStreams streams;
    private final BusExecution execution;
    private final NanoClock clock;
    private final OpenRequesters requesters;
    private final ReplyReaders readers;
    private final RequestEncoder encoder;
    private final @Nullable RuntimeClocks stepped;
    private final ThreadLocal<SendBuffers> buffers;
    private volatile boolean isRunning;

    /**
     * Requests to the streams of an application.
     *
     * @param idle what the thread that reads replies does when there are none
     * @param execution what gives it threads, or turns
     */
    public BusRequests(
            BusRuntimeLifecycle lifecycle, BusConverters converters, IdleSettings idle, BusExecution execution) {
        this.lifecycle = lifecycle;
        this.streams = lifecycle.streams();
        this.execution = execution;
        this.clock = execution.clocks().nano();
        this.requesters = new OpenRequesters(lifecycle, streams, execution, idle);
        this.readers = new ReplyReaders(converters);
        this.encoder = new RequestEncoder(converters);
        this.stepped = execution.isInvoked() ? execution.clocks() : null;
        this.buffers = new ThreadLocal<>() {
            @Override
            protected SendBuffers initialValue() {
                return new SendBuffers(newIdleStrategy());
            }
        };
    }

    private IdleStrategy newIdleStrategy() {
        return execution.isInvoked()
                ? new PausingIdleStrategy(execution.clocks().pause())
                : IdleSettings.BACKOFF.newIdleStrategy();
    }

    // ---- asking

    @Override
    public <R> CompletableFuture<R> request(String stream, Object payload, Class<R> replyType) {
        return request(stream, payload, replyType, requesters.settings(stream).timeout());
    }

    @Override
    public <R> CompletableFuture<R> request(String stream, Object payload, Class<R> replyType, Duration timeout) {
        requirePayload(stream, replyType);
        return request(stream, payload, readers.of(replyType), timeout);
    }

    @Override
    public <R extends @Nullable Object> CompletableFuture<R> request(
            String stream, Object payload, ReplyReader<R> reader, Duration timeout) {
        requirePayload(stream, payload.getClass());
        SendBuffers mine = buffers.get();
        EncodingBuffer scratch = mine.takeScratch();
        try {
            int length = encoder.encode(payload, scratch, mine);
            return request(stream, scratch.bytes(), 0, length, reader, timeout);
        } finally {
            mine.giveBack(scratch);
        }
    }

    @Override
    public <R extends @Nullable Object> CompletableFuture<R> request(
            String stream, DirectBuffer buffer, int offset, int length, ReplyReader<R> reader, Duration timeout) {
        long deadlineNs = clock.nanoTime() + timeout.toNanos();
        Requester requester = requesters.require(stream, timeout);
        var pending = new PendingReply<>(stream, reader, timeout, requesters.ended(), stepped);
        long result = send(requester, stream, buffer, offset, length, leftNs(deadlineNs), pending);
        if (result < 0) {
            pending.reject(result, lifecycle);
        }
        return pending;
    }

    @Override
    public <R> R requestAndWait(String stream, Object payload, Class<R> replyType) {
        return requestAndWait(
                stream, payload, replyType, requesters.settings(stream).timeout());
    }

    @Override
    public <R> R requestAndWait(String stream, Object payload, Class<R> replyType, Duration timeout) {
        requirePayload(stream, payload.getClass());
        requirePayload(stream, replyType);
        if (requesters.isReading()) {
            throw new IllegalStateException("a reader of replies would wait for a reply that only its own thread reads;"
                    + " use request(...), or wait where the future is completed");
        }
        long deadlineNs = clock.nanoTime() + timeout.toNanos();
        Requester requester = requesters.require(stream, timeout);
        var pending = new PendingReply<>(stream, readers.of(replyType), timeout, null, stepped);
        SendBuffers mine = buffers.get();
        EncodingBuffer scratch = mine.takeScratch();
        try {
            int length = encoder.encode(payload, scratch, mine);
            mine.idle.reset();
            long result = send(requester, stream, scratch.bytes(), 0, length, leftNs(deadlineNs), pending);
            while (result < 0) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new RequestFailedException(stream, Reason.INTERRUPTED, timeout, false);
                } else if (result == OfferStatus.CLOSED.code() || clock.nanoTime() - deadlineNs >= 0) {
                    throw pending.rejection(result, lifecycle);
                }
                mine.idle.idle();
                result = send(requester, stream, scratch.bytes(), 0, length, leftNs(deadlineNs), pending);
            }
        } finally {
            mine.giveBack(scratch);
        }
        return await(pending, stream, timeout);
    }

    /** What is left of the time of a request, of which some may have been spent on its responder. */
    private long leftNs(long deadlineNs) {
        return Math.max(1, deadlineNs - clock.nanoTime());
    }

    private static <R> R await(PendingReply<R> pending, String stream, Duration timeout) {
        try {
            return pending.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RequestFailedException(stream, Reason.INTERRUPTED, timeout, true);
        } catch (ExecutionException e) {
            Throwable failure = e.getCause();
            if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
            } else if (failure instanceof Error error) {
                throw error;
            }
            throw new BusException("the reply could not be read", failure);
        }
    }

    private static long send(
            @Nullable Requester requester,
            String stream,
            DirectBuffer buffer,
            int offset,
            int length,
            long timeoutNs,
            PendingReply<?> pending) {
        if (requester == null) {
            return OfferStatus.CLOSED.code();
        }
        try {
            return requester.request(buffer, offset, length, timeoutNs, pending);
        } catch (IllegalArgumentException e) {
            throw new BusException(
                    "a request of " + length + " bytes cannot be sent to stream '" + stream + "': " + e.getMessage()
                            + "; make it smaller, or bus.streams." + stream + ".term-length larger",
                    e);
        }
    }

    private void requirePayload(String stream, Class<?> type) {
        Payload payload = streams.get(stream).payload();
        if (!payload.accepts(type)) {
            throw new ConversionException("stream '" + stream + "' carries " + payload + " (bus.streams." + stream
                    + ".payload), but " + type.getName() + " is " + Payload.of(type));
        }
    }

    /** What became of the requests to a stream since it was opened; null if it is not open. */
    public @Nullable RequestCounts counts(String stream) {
        Requester requester = requesters.find(stream);
        return requester == null ? null : requester.counts();
    }

    /** What runs the bus. */
    public BusExecution execution() {
        return execution;
    }

    /** How busy its threads are, which are there from the first request on; nothing where a test runs the bus. */
    public List<AgentStatistics> statistics() {
        return requesters.statistics();
    }

    /**
     * What a thread does when there are no replies to read, by its name; nothing where a test runs the bus. The other one waits
     * until there is something to do.
     */
    public Map<String, IdleSettings> idle() {
        return requesters.idle();
    }

    // ---- the life of a context

    @Override
    public void start() {
        requesters.start();
        isRunning = true;
    }

    @Override
    public void stop() {
        isRunning = false;
        requesters.stop();
    }

    @Override
    public void destroy() {
        stop();
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
