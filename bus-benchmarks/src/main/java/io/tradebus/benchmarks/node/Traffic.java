package io.tradebus.benchmarks.node;

/** What a node does with messages. */
interface Traffic extends Node.Receiver {
    /** Messages may be sent from now on. */
    void start(Node node);

    /** Sends messages and waits for all answers; tells how long they took. */
    String ping(int count, int perSecond);
}
