package io.tradebus.core.client;

/** Who is told of the images of a subscription. */
record SubscriptionListeners(ImageListener available, ImageListener unavailable) {
    /** For what is not a subscription. */
    static final SubscriptionListeners NONE = new SubscriptionListeners(ImageListener.NONE, ImageListener.NONE);
}
