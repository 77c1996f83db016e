package io.tradebus.core.client.request;

import io.tradebus.core.client.Client;
import io.tradebus.core.client.FragmentAssembler;
import io.tradebus.core.client.FragmentHeader;
import io.tradebus.core.client.Publication;
import io.tradebus.core.client.response.RequestChannel;
import io.tradebus.core.client.response.RequestListener;
import io.tradebus.core.client.response.RequestRoute;
import io.tradebus.core.client.response.RequestTimeouts;
import io.tradebus.core.client.response.ResponderLoss;
import io.tradebus.core.idle.AdaptiveWait;
import io.tradebus.core.idle.Bell;
import io.tradebus.core.idle.Sleeper;
import io.tradebus.core.idle.Wakeups;
import java.util.List;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests and gives each one's handler its reply, or the reason why there is none. The number of a request travels in
 * the reserved value of its frames, and a responder sends it back with the reply; nothing is added to the payload.
 *
 * <p>Any thread may ask; one thread calls {@link #poll} again and again. Each call holds the requester for as long as it
 * takes, unless it says otherwise, and none waits for anything else. Nothing is allocated for a request or a reply. The requester outlives its
 * responder, and both drivers; see docs/guide/without-spring.md#requests.
 */
public final class Requester implements AdaptiveWait.Agenda, AutoCloseable {
    /** As many requests are in flight as may be. Try again later. */
    public static final long IN_FLIGHT_LIMIT = -6;

    private final Supplier<? extends @Nullable Client> clients;
    private final RequestRoute route;
    private final RequestTimeouts timeouts;
    private final NanoClock clock;
    private final RequestTable table;
    private final FragmentAssembler assembler = new FragmentAssembler(this::onReply);
    private final RequestListener listener = new Loss();
    private final Wakeups wakeups;
    private final Bell asked = new Bell();
    private @Nullable RequestChannel channel;
    private volatile @Nullable RuntimeException lastRefusal;
    private volatile boolean isClosed;
    private long lookNs;
    private long sent;
    private long rejected;
    private long replied;
    private long timedOut;
    private long lost;
    private long closed;
    private long refused;

    /**
     * A requester that connects with the next turns of {@link #poll}.
     *
     * @param clients the client to use, asked again when the one before is closed; null if there is none now
     * @param maxInFlight most requests at a time
     */
    public Requester(
            Supplier<? extends @Nullable Client> clients,
            RequestRoute route,
            RequestTimeouts timeouts,
            int maxInFlight,
            NanoClock clock) {
        this(clients, route, timeouts, maxInFlight, clock, new Wakeups());
    }

    /**
     * As {@link #Requester(Supplier, RequestRoute, RequestTimeouts, int, NanoClock)}, for a thread that may be woken up.
     *
     * @param wakeups of the clients
     */
    public Requester(
            Supplier<? extends @Nullable Client> clients,
            RequestRoute route,
            RequestTimeouts timeouts,
            int maxInFlight,
            NanoClock clock,
            Wakeups wakeups) {
        this.wakeups = wakeups;
        this.clients = clients;
        this.route = route;
        this.timeouts = timeouts;
        this.clock = clock;
        this.table = new RequestTable(maxInFlight);
    }

    /** Whether a responder is there. */
    public synchronized boolean isConnected() {
        RequestChannel current = channel;
        return current != null && current.isConnected();
    }

    /**
     * Sends a request.
     *
     * @param timeoutNs nanoseconds until it ends without a reply
     * @param handler is told of its end if the result is positive, and never else
     * @return the number of the request, or {@link #IN_FLIGHT_LIMIT} or one of the negative codes of
     *     {@link Publication#offer(DirectBuffer, int, int)}
     * @throws IllegalArgumentException if the request is longer than the publication takes
     */
    public synchronized long request(
            DirectBuffer buffer, int offset, int length, long timeoutNs, ReplyHandler handler) {
        RequestChannel current = channel;
        if (isClosed) {
            return rejected(Publication.CLOSED);
        } else if (current == null) {
            return rejected(Publication.NOT_CONNECTED);
        }
        long deadlineNs = clock.nanoTime() + timeoutNs;
        long number = table.add(handler, deadlineNs);
        if (number == RequestTable.FULL) {
            return rejected(IN_FLIGHT_LIMIT);
        }
        long result = Publication.CLOSED;
        boolean isCancelled = false;
        try {
            result = offer(current, buffer, offset, length, number);
        } finally {
            if (result < 0) {
                isCancelled = table.cancel(number);
            }
        }
        if (isCancelled) {
            return rejected(result);
        }
        // Or it has ended with the channel that could not take it, and its handler was told so.
        sent++;
        if (deadlineNs - lookNs < 0) {
            // Whoever polls would look after its deadline. Has seen the request if it looks when it must.
            asked.ring();
        }
        return number;
    }

    private static long offer(RequestChannel channel, DirectBuffer buffer, int offset, int length, long number) {
        long result = channel.offer(buffer, offset, length, number);
        if (result == Publication.ADMIN_ACTION) {
            result = channel.offer(buffer, offset, length, number);
        }
        // The channel opens anew.
        boolean isOver = result == Publication.CLOSED || result == Publication.MAX_POSITION_EXCEEDED;
        return isOver ? Publication.NOT_CONNECTED : result;
    }

    private long rejected(long code) {
        rejected++;
        return code;
    }

    /**
     * Delivers replies, ends requests whose time is over, and keeps the channel open. What a handler throws at a reply goes to
     * {@link io.tradebus.core.client.ClientListener#onError}, and what it throws at another end comes out of here; its request
     * has ended, and the next call goes on.
     *
     * @param fragmentLimit most fragments of replies to deliver
     * @return fragments delivered, and requests ended
     */
    public synchronized int poll(int fragmentLimit) {
        RequestChannel current = channel;
        if (isClosed) {
            // What the channel had asked for when it was closed is closed by its turns.
            return current == null ? 0 : current.poll(assembler, 1);
        }
        int work = current == null || current.isClosed() ? open() : current.poll(assembler, fragmentLimit);
        long nowNs = clock.nanoTime();
        for (ReplyHandler due = table.takeExpired(nowNs); due != null; due = table.takeExpired(nowNs)) {
            timedOut++;
            work++;
            due.onEnd(RequestEnd.TIMED_OUT);
        }
        return work;
    }

    /** Has the thread woken that polls, from now on. Undone by what is returned. */
    public Runnable wakes(Sleeper sleeper) {
        Runnable endOfReplies = Wakeups.listen(wakeups.stream(route.responseStreamId()), sleeper);
        Runnable endOfAsked = Wakeups.listen(asked, sleeper);
        return () -> {
            endOfReplies.run();
            endOfAsked.run();
        };
    }

    /** For the thread that polls. */
    @Override
    public synchronized long quietNs() {
        long nowNs = clock.nanoTime();
        RequestChannel current = channel;
        long quietNs = current == null || current.isClosed() && !isClosed ? 0 : current.quietNs(nowNs);
        quietNs = Math.min(quietNs, table.leftNs(nowNs));
        lookNs = nowNs + Math.max(0, Math.min(quietNs, AdaptiveWait.LONGEST_NS));
        return quietNs;
    }

    @Override
    public boolean isWokenByAll() {
        return wakeups.isPrivate()
                || wakeups.isDriverHere() && route.responseChannel().startsWith("aeron:udp");
    }

    private int open() {
        Client next = clients.get();
        if (next == null || next.isClosed()) {
            return 0;
        }
        channel = new RequestChannel(next, route, timeouts, listener, clock);
        return 1;
    }

    private void onReply(DirectBuffer buffer, int offset, int length, FragmentHeader header) {
        ReplyHandler asked = table.takeReplied(header.reservedValue());
        if (asked != null) {
            replied++;
            asked.onReply(buffer, offset, length);
        }
    }

    /** What became of the requests so far. */
    public synchronized RequestCounts counts() {
        return new RequestCounts(
                sent,
                rejected,
                replied,
                timedOut,
                lost,
                closed,
                table.inFlight(),
                table.late(),
                table.unknown(),
                refused);
    }

    /** Never waits, also not for a handler that runs. */
    public boolean isClosed() {
        return isClosed;
    }

    /** Why the driver refused the channels the last time that it did, or null; for diagnostics. */
    public @Nullable RuntimeException lastRefusal() {
        return lastRefusal;
    }

    /** Ends all requests that are in flight, and takes no others. Closing again has no effect. */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        asked.ring();
        RequestChannel current = channel;
        try {
            if (current != null) {
                current.close();
            }
        } finally {
            List<ReplyHandler> open = table.takeAll();
            closed += open.size();
            endAll(open, RequestEnd.CLOSED);
        }
    }

    /** Tells all of them, then throws what the first one threw. */
    private static void endAll(List<ReplyHandler> handlers, RequestEnd end) {
        RuntimeException failure = null;
        for (ReplyHandler handler : handlers) {
            try {
                handler.onEnd(end);
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public String toString() {
        return "Requester{route=" + route + ", " + counts() + '}';
    }

    /** What was asked of a responder that is lost is not waited for: the next one may never have heard it. */
    private final class Loss implements RequestListener {
        @Override
        public void onResponderLost(ResponderLoss loss) {
            assembler.clear();
            // All of them are taken first: who is told may ask again at once, the next responder.
            List<ReplyHandler> open = table.takeAll();
            lost += open.size();
            endAll(open, RequestEnd.PEER_LOST);
        }

        @Override
        public void onRefused(RuntimeException reason) {
            refused++;
            lastRefusal = reason;
        }
    }
}
