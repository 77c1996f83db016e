package io.tradebus.spring.listener;

/**
 * What a method with {@code @SendTo}, or one that listens to requests, answers in SBE: a parameter through which it writes the result in place.
 *
 * <p>One object for each method and agent, used again for each message: valid only during the call, and only on its
 * thread. Nothing is allocated. Messages without groups and variable data are written into the log itself, if there is
 * room; all others into a buffer first.
 *
 * @param <E> generated encoder of the result
 */
public interface BusReply<E> {
    /**
     * Begins the result if that has not been done, and returns its encoder, wrapped behind the message header. A method
     * that does not call this sends nothing.
     */
    E encoder();

    /** Gives up what was begun: nothing is sent, unless {@link #encoder()} is called again. */
    void discard();
}
