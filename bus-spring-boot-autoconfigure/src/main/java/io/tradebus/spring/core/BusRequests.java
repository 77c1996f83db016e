package io.tradebus.spring.core;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.BusException;
import io.tradebus.core.ConversionException;
import io.tradebus.core.RequestFailedException;
import io.tradebus.core.RequestFailedException.Reason;
import io.tradebus.core.client.request.RequestCounts;
import io.tradebus.core.client.request.Requester;
import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.runtime.OfferStatus;
import io.tradebus.spring.convert.BusConverters;
import io.tradebus.spring.convert.Payload;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * Asks by the names of streams. A stream is opened with its first request; two threads, which are there while a stream is
 * open, read replies ({@code bus-requests}) and complete futures ({@code bus-replies}).
 *
 * <p>It stops just before the runtime, when listeners and web requests have ended: what is in flight then ends as closed.
 */
public class BusRequests implements RequestOperations, SmartLifecycle, DisposableBean {
    /** Stops just before the runtime does. */
    public static final int PHASE = BusRuntimeLifecycle.PHASE + 1;

    private static final Log LOG = LogFactory.getLog("bus.stream");
    private static final Duration END_TIMEOUT = Duration.ofSeconds(5);
    private static final long RESPONDER_PAUSE_NS = 200_000;

    private final BusRuntimeLifecycle lifecycle;
    private final BusStreams streams;
    private final ReplyReaders readers;
    private final RequestEncoder encoder;
    private final IdleSettings idle;
    private final ThreadLocal<SendBuffers> buffers;
    private final Map<String, Requester> requesters = new ConcurrentHashMap<>();
    private @Nullable RequestThread requestThread;
    private volatile @Nullable ReplyThread replyThread;
    private volatile boolean isStopped;
    private volatile boolean isRunning;

    /** @param idle what the thread that reads replies does when there are none */
    public BusRequests(BusRuntimeLifecycle lifecycle, BusStreams streams, BusConverters converters, IdleSettings idle) {
        this.lifecycle = lifecycle;
        this.streams = streams;
        this.readers = new ReplyReaders(converters);
        this.encoder = new RequestEncoder(converters);
        this.idle = idle;
        this.buffers = ThreadLocal.withInitial(() -> new SendBuffers(IdleSettings.BACKOFF.newIdleStrategy()));
    }

    // ---- asking

    @Override
    public <R> CompletableFuture<R> request(String stream, Object payload, Class<R> replyType) {
        return request(stream, payload, replyType, settings(stream).timeout());
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
        ExpandableArrayBuffer scratch = mine.takeScratch();
        try {
            return request(stream, scratch, 0, encoder.encode(payload, scratch, mine), reader, timeout);
        } finally {
            mine.giveBack(scratch);
        }
    }

    @Override
    public <R extends @Nullable Object> CompletableFuture<R> request(
            String stream, DirectBuffer buffer, int offset, int length, ReplyReader<R> reader, Duration timeout) {
        Requester requester = requester(stream, timeout);
        var pending = new PendingReply<>(stream, reader, timeout, replyThread);
        long result = send(requester, stream, buffer, offset, length, timeout.toNanos(), pending);
        if (result < 0) {
            pending.reject(result);
        }
        return pending;
    }

    @Override
    public <R> R requestAndWait(String stream, Object payload, Class<R> replyType) {
        return requestAndWait(stream, payload, replyType, settings(stream).timeout());
    }

    @Override
    public <R> R requestAndWait(String stream, Object payload, Class<R> replyType, Duration timeout) {
        requirePayload(stream, payload.getClass());
        requirePayload(stream, replyType);
        long deadlineNs = System.nanoTime() + timeout.toNanos();
        Requester requester = requester(stream, timeout);
        var pending = new PendingReply<>(stream, readers.of(replyType), timeout, null);
        SendBuffers mine = buffers.get();
        ExpandableArrayBuffer scratch = mine.takeScratch();
        try {
            int length = encoder.encode(payload, scratch, mine);
            mine.idle.reset();
            long leftNs = Math.max(1, deadlineNs - System.nanoTime());
            long result = send(requester, stream, scratch, 0, length, leftNs, pending);
            while (result < 0) {
                leftNs = deadlineNs - System.nanoTime();
                if (result == OfferStatus.CLOSED.code()
                        || leftNs <= 0
                        || Thread.currentThread().isInterrupted()) {
                    throw pending.rejection(result);
                }
                mine.idle.idle();
                result = send(requester, stream, scratch, 0, length, leftNs, pending);
            }
        } finally {
            mine.giveBack(scratch);
        }
        return await(pending, stream, timeout);
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
        Requester requester = requesters.get(stream);
        return requester == null ? null : requester.counts();
    }

    // ---- opening and closing

    private RequestSettings settings(String stream) {
        RequestSettings settings = streams.get(stream).requests();
        if (settings == null) {
            throw new BusConfigurationException("stream '" + stream + "' is not one of requests; say where replies go:"
                    + " bus.streams." + stream + ".request.reply-stream-id, and over UDP reply-control");
        }
        return settings;
    }

    /** The requester of a stream; null if the bus is stopped. The first who asks waits for a responder. */
    private @Nullable Requester requester(String stream, Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("the timeout of a request must be positive, but was " + timeout);
        }
        Requester open = requesters.get(stream);
        if (open != null) {
            return open;
        }
        Requester opened = open(stream);
        if (opened != null && !AgentThread.isCurrent()) {
            long beganNs = System.nanoTime();
            while (!opened.isConnected()
                    && System.nanoTime() - beganNs < timeout.toNanos()
                    && !isStopped
                    && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(RESPONDER_PAUSE_NS);
            }
        }
        return opened;
    }

    private synchronized @Nullable Requester open(String stream) {
        RequestSettings settings = settings(stream);
        Requester open = requesters.get(stream);
        if (open != null || isStopped || lifecycle.isStopped()) {
            return open;
        }
        Requester opened = lifecycle.connection().requester(streams.get(stream).definition(), settings.maxInFlight());
        RequestThread thread = requestThread;
        if (thread == null) {
            thread = new RequestThread(idle);
            var completing = new ReplyThread();
            requestThread = thread;
            replyThread = completing;
            completing.start();
            thread.start();
        }
        thread.add(opened);
        requesters.put(stream, opened);
        return opened;
    }

    @Override
    public void start() {
        isStopped = false;
        isRunning = true;
    }

    @Override
    public synchronized void stop() {
        isStopped = true;
        isRunning = false;
        RequestThread reading = requestThread;
        ReplyThread completing = replyThread;
        requestThread = null;
        requesters.clear();
        if (reading != null && completing != null) {
            reading.end(END_TIMEOUT);
            if (!completing.end(END_TIMEOUT)) {
                LOG.warn("thread " + ReplyThread.NAME + " is held up by what depends on a future, and ends later;"
                        + " use the ...Async methods of futures for what takes long");
            }
        }
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
