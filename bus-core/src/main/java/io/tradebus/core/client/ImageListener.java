package io.tradebus.core.client;

/**
 * Is told when a subscription gains or loses an image.
 *
 * <p>Called under the client's lock, by its conductor or by a thread inside a blocking call of the client; never by two
 * threads at once. It must be short and must not call what blocks on the driver; asynchronous requests are allowed.
 */
@FunctionalInterface
public interface ImageListener {
    /** Does nothing. */
    ImageListener NONE = image -> {};

    void onImage(Image image);
}
