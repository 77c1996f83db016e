package io.tradebus.benchmarks;

import org.agrona.concurrent.IdleStrategy;

/** A client of one implementation. It does not sleep while it waits for the driver. */
interface MessageClient extends AutoCloseable {
    /** Milliseconds the driver has to appear and to answer: processors are busy while benchmarks start. */
    long DRIVER_TIMEOUT_MS = 60_000;

    /** Most fragments of one poll. */
    int FRAGMENT_LIMIT = 64;

    /**
     * Adds a publication.
     *
     * @param length bytes of the messages it appends by itself
     * @param idle what it does while it is held back
     */
    Outlet publish(Lane lane, PublicationKind kind, int length, IdleStrategy idle);

    /**
     * Adds a subscription.
     *
     * @param length bytes of the messages that come
     */
    Inlet subscribe(Lane lane, int length, Receiving receiving);

    @Override
    void close();
}
