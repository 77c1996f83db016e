package io.tradebus.core.driver.conductor.resource;

/** Where a subscription looks for its streams: the shared memory of this machine, or a socket. */
public interface StreamSource {
    /** Publications of this machine that are meant for it. */
    StreamSource IPC = new StreamSource() {
        @Override
        public boolean carries(ReadableStream stream) {
            return stream instanceof IpcPublication;
        }
    };

    /** Whether a stream comes from here, whatever its id and session are. */
    boolean carries(ReadableStream stream);

    /** Whether a stream that comes from here is meant by name, so that it is read whatever its session is. */
    default boolean names(ReadableStream stream) {
        return false;
    }

    /** A subscription looks here no longer; it reads nothing any more. */
    default void onSubscriptionRemoved(StreamSubscription subscription) {}
}
