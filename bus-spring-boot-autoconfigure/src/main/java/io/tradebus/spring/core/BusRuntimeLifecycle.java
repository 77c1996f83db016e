package io.tradebus.spring.core;

import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.PublicationView;
import io.tradebus.core.runtime.RuntimeObserver;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the runtime before everything else, or on first use, and stops it after everything else. Each start makes a new
 * runtime; the publishers handed out stay the same.
 *
 * <p>Safe to use from any thread. Opening and closing hold one lock, so that a publisher is never opened on a runtime
 * that is about to close.
 */
public class BusRuntimeLifecycle implements SmartLifecycle, DisposableBean {
    /** Starts first, stops last. */
    public static final int PHASE = Integer.MIN_VALUE + 4096;

    private final BusConnection.Factory factory;
    private final BusStreams streams;
    private final RuntimeObserver observer;
    private final Map<String, StablePublisher> publishers = new TreeMap<>();
    private volatile @Nullable BusConnection connection;
    private volatile boolean stopped;

    public BusRuntimeLifecycle(BusConnection.Factory factory, BusStreams streams, RuntimeObserver observer) {
        this.factory = factory;
        this.streams = streams;
        this.observer = observer;
    }

    /**
     * The publisher of a stream, always the same. Asked for before the start it is opened at the start, else now; but a
     * listener's thread, which must not wait for the driver, cannot open one.
     *
     * @throws io.tradebus.core.UnknownStreamException if there is no such stream
     */
    public synchronized BusPublisher publisher(String stream) {
        BusStream definition = streams.get(stream);
        StablePublisher publisher = publishers.get(stream);
        if (publisher == null) {
            publisher = new StablePublisher(this, definition);
            publishers.put(stream, publisher);
        }
        if (connection != null && !AgentThread.isCurrent()) {
            open(publisher);
        }
        return publisher;
    }

    /** The streams that are configured. */
    public BusStreams streams() {
        return streams;
    }

    /** The id of the listener that holds a published stream back; null if nobody does, or it is not known. */
    @Nullable String limitedBy(String stream) {
        BusRuntime runtime = runtime();
        if (runtime == null) {
            return null;
        }
        for (PublicationView publication : runtime.publications()) {
            if (publication.definition().name().equals(stream)) {
                return publication.limitedBy();
            }
        }
        return null;
    }

    /** Names of the streams that are published, or will be with the start. */
    public synchronized Set<String> published() {
        return Set.copyOf(publishers.keySet());
    }

    /** The started runtime; it is started if this is its first use. */
    public synchronized BusConnection connection() {
        BusConnection open = connection;
        if (open != null) {
            return open;
        }
        if (stopped) {
            throw new IllegalStateException("the bus is stopped; start the context first");
        }
        start();
        return connection();
    }

    /** The started runtime, or null if it is not started; for whoever watches it. */
    public @Nullable BusRuntime runtime() {
        BusConnection open = connection;
        return open == null ? null : open.runtime();
    }

    /** Which driver is lost and what happens next; null if there is one, or the bus is not started. */
    @Nullable String lostDriver() {
        BusRuntime runtime = runtime();
        return runtime == null ? null : LostDriver.sentence(runtime);
    }

    /** Opens a publisher on first use; null if the bus was stopped. */
    synchronized @Nullable BusPublisher open(StablePublisher publisher) {
        if (stopped) {
            return null;
        }
        BusPublisher current = publisher.current();
        if (current == null) {
            current = connection().publisher(publisher.definition().definition());
            publisher.current(current);
        }
        return current;
    }

    boolean isStopped() {
        return stopped;
    }

    @Override
    public synchronized void start() {
        if (connection != null) {
            return;
        }
        stopped = false;
        connection = factory.open(observer);
        try {
            for (StablePublisher publisher : publishers.values()) {
                open(publisher);
            }
        } catch (RuntimeException | Error e) {
            stop();
            throw e;
        }
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        for (StablePublisher publisher : publishers.values()) {
            publisher.current(null);
        }
        BusConnection open = connection;
        connection = null;
        if (open != null) {
            close(open);
        }
    }

    /** A handler that closes the context is not waited for: the runtime goes when it has returned. */
    private static void close(BusConnection open) {
        if (AgentThread.isCurrent()) {
            new Thread(open::close, "bus-close-behind-handler").start();
        } else {
            open.close();
        }
    }

    @Override
    public void destroy() {
        stop();
    }

    @Override
    public boolean isRunning() {
        return connection != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
