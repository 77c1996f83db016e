package io.tradebus.core.runtime;

import io.tradebus.core.client.ImageListener;
import io.tradebus.core.client.Subscription;

/** Where a listener gets its subscriptions: the connection to the driver that is there now. */
@FunctionalInterface
interface SubscriptionSource {
    /** Subscribes, and waits for the driver's answer. Images may be announced before this returns. */
    Subscription subscribe(StreamDefinition stream, ImageListener available);
}
