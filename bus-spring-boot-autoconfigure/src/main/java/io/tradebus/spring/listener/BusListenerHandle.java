package io.tradebus.spring.listener;

import io.tradebus.core.runtime.ListenerCounters;
import io.tradebus.core.runtime.ListenerFailure;
import io.tradebus.core.runtime.ListenerSession;
import io.tradebus.core.runtime.ReceptionView;
import io.tradebus.core.runtime.ReplyCounts;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One listener, for whoever watches and operates it. Safe to use from any thread; stays valid when the context is stopped
 * and started. What it wants is remembered: a listener that was stopped here is not started with the context.
 *
 * <p>An action that makes no sense in the state at hand throws {@link IllegalStateException} and changes nothing.
 */
public interface BusListenerHandle {
    /** Key of the listener, unique in the application. */
    String id();

    /** What it is doing now. */
    ListenerState state();

    /** What it is meant to do: {@code RUNNING}, {@code PAUSED}, {@code STOPPED} or, by an operator, {@code DETACHED}. */
    ListenerState desiredState();

    /** Names of its streams. */
    List<String> streams();

    /** Name of the thread that handles its messages; with several, all of them. */
    String agent();

    /** Names of the threads that handle its messages. */
    default List<String> agents() {
        return List.of(agent());
    }

    /** The message that is retried, or that halted or detached the listener. */
    Optional<ListenerFailure> failure();

    /** What decides about failures, in short: {@code retry(3)->halt}, or the name of the error handler's class. */
    String onError();

    /** How it is configured. */
    ListenerOptions options();

    /** The publishers' sessions it reads now, with how far it is; empty when it is not subscribed. */
    List<ListenerSession> sessions();

    /** How the subscription to one of its streams is doing; null while it is not subscribed. */
    @Nullable ReceptionView reception(String stream);

    /** What happened to the messages of one of its streams since the application started. */
    ListenerCounters counters(String stream);

    /** What became of its replies to one of its streams since the application started; null if it is not one of requests. */
    default @Nullable ReplyCounts replies(String stream) {
        return null;
    }

    /** Messages of one of its streams that the filter kept from the handler. */
    long filtered(String stream);

    /** Bytes published but not committed, in the session of a stream where there are most of them; 0 without one. */
    long lag(String stream);

    /**
     * Subscribes and begins to handle messages, at the position that is live then. Waits for the driver, and for a handler that
     * still runs if the listener is being detached.
     */
    void start();

    /** Handles what was published so far, at most for the drain timeout, and closes the subscription. */
    void stop();

    /**
     * Handles no more messages until {@link #resume}. The subscription stays, so publishers are held back once the window
     * is full. Does not wait for a handler that runs: {@link #desiredState()} changes at once, and {@link #state()} when it has
     * returned. To pause again has no effect.
     */
    void pause();

    /** Handles messages again after {@link #pause}; has no effect on a listener that does. */
    void resume();

    /** Tries the message that halted the listener again, with all its attempts. */
    void retry();

    /** Moves past exactly the one message that failed, and goes on. Its position and first bytes are logged. */
    void skip();

    /**
     * Gives the subscription up: publishers are not held back any more, and what they send is not handled. Does not wait for a
     * handler that runs, as {@link #pause} does not.
     */
    void detach();
}
