package io.tradebus.core.runtime;

/** Knows who a subscription belongs to. */
@FunctionalInterface
interface SubscriberNames {
    /** Name of the slowest subscriber: a listener's id or one of the names for others. */
    String nameOf(SubscriberPositions subscribers);
}
