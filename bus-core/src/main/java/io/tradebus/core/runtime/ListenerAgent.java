package io.tradebus.core.runtime;

import java.time.Duration;
import java.util.List;
import org.agrona.concurrent.Agent;
import org.jspecify.annotations.Nullable;

/**
 * Polls the sessions of a listener's streams in turn and hands each message to a {@link MessageHandler}.
 *
 * <p>{@link #doWork()} and {@link #onClose()} are for one thread, the agent's: whoever made the listener runs it, alone
 * or with others. All other methods may be called by any thread; what they ask for is done in the next duty cycle. A
 * position moves only when a message was handled or skipped on purpose: an exception stops its session at the message,
 * and the {@link FailureHandler} decides. When the driver went away and came back, the streams are subscribed again and
 * new sessions appear, which the {@link RuntimeObserver} is told.
 */
public interface ListenerAgent extends Agent, AutoCloseable {
    /** Id of the listener. */
    String id();

    /**
     * The agents that share its work, one for each of {@link ListenerDefinition#concurrency()}, each with sessions of its
     * own and for one thread. Whoever has threads for them runs them instead of the listener, which runs all in turn.
     */
    default List<? extends Agent> workers() {
        return List.of(this);
    }

    /** What the listener was made from. */
    ListenerDefinition definition();

    /** What the listener is doing, as of its last duty cycle. */
    ListenerState state();

    /** The message at which the listener is halted, was detached or is retrying; null when there is none. */
    @Nullable ListenerFailure failure();

    /** Stops polling and keeps subscriptions and positions: publishers are held back once their window is full. */
    void pause();

    /** Goes on after {@link #pause()}. */
    void resume();

    /**
     * Delivers the message again at which the listener is halted or waiting to retry, at once.
     *
     * @throws IllegalStateException if the listener is neither {@link ListenerState#HALTED} nor
     *     {@link ListenerState#RETRYING}
     */
    void retry();

    /**
     * Moves past exactly the message at which the listener is halted or waiting to retry, and goes on.
     *
     * @throws IllegalStateException if the listener is neither {@link ListenerState#HALTED} nor
     *     {@link ListenerState#RETRYING}
     */
    void skip();

    /** Closes the subscriptions: publishers are no longer held back, and the listener loses what it does not read. */
    void detach();

    /**
     * Subscribes again after {@link ListenerState#DETACHED}, and waits for the driver. Reading begins where a new
     * subscriber joins: behind what any subscriber has read, so what the publisher has overwritten since is lost.
     *
     * @throws IllegalStateException if the listener is not detached
     */
    void attach();

    /**
     * Notes the positions published by now in all sessions, and lets the listener end there: once they are committed
     * {@link #isDrained()} holds and nothing is delivered any more until {@link #resume()}.
     */
    void drain();

    /** Whether everything that was published when {@link #drain()} was called is committed, or there was no drain. */
    boolean isDrained();

    /**
     * Drains and waits, while another thread runs the duty cycle.
     *
     * @return bytes left unread when the time was over, 0 when all was read
     */
    long awaitDrained(Duration timeout);

    /** The sessions it reads now. Allocates. */
    List<ListenerSession> sessions();

    /**
     * How the subscription to one stream is doing; null while there is none, because the driver is away or the listener
     * is detached or closed. Looks through all counters.
     *
     * @throws IllegalArgumentException if the listener does not listen to it
     */
    @Nullable ReceptionView reception(String stream);

    /**
     * What happened to the messages of one stream.
     *
     * @throws IllegalArgumentException if the listener does not listen to it
     */
    ListenerCounters counters(String stream);

    /**
     * What became of the replies to one stream; {@link ReplyCounts#NONE} if it is not one of requests.
     *
     * @throws IllegalArgumentException if the listener does not listen to it
     */
    default ReplyCounts replies(String stream) {
        return ReplyCounts.NONE;
    }

    /** Bytes published but not committed, in the session of a stream where there are most of them; 0 without one. */
    long lag(String stream);

    /**
     * Closes the subscriptions for good. While another thread may be inside {@link #doWork()} this only asks for it:
     * the agent's thread closes them in its next cycle or in {@link #onClose()}.
     */
    @Override
    void close();
}
