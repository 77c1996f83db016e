package io.tradebus.core.runtime;

import io.tradebus.core.client.Client;
import io.tradebus.core.client.ImageListener;
import io.tradebus.core.client.Subscription;
import org.agrona.concurrent.status.CountersReader;

/** Where a listener gets its subscriptions. */
interface SubscriptionSource {
    /** Subscribes, and waits for the driver's answer. Images may be announced before this returns. */
    Subscription subscribe(StreamDefinition stream, ImageListener available);

    /** The client that subscribes. */
    Client client();

    /** The counters of the driver there is, or of the last one. For any thread. */
    CountersReader counters();
}
