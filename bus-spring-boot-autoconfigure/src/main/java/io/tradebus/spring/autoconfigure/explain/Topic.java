package io.tradebus.spring.autoconfigure.explain;

/** What a finding is about. */
enum Topic {
    /** Nothing is wrong. */
    WELL,
    /** The driver itself. */
    DRIVER,
    /** One side of a stream is without the other. */
    NOT_CONNECTED,
    /** Somebody holds the publisher back. */
    THROTTLED,
    /** A listener does not do what it is meant to do. */
    LISTENER,
    /** Messages are given up. */
    MESSAGES,
    /** A stream accepts nothing any more. */
    EXHAUSTED,
    /** Requests are not sent or not replied to. */
    REQUESTS,
    /** Datagrams get lost. */
    LOSS,
    /** Room for files. */
    STORAGE,
    /** Room for counters. */
    COUNTERS,
    /** What the system grants sockets. */
    SOCKET_BUFFERS,
    /** Processors against threads that never sleep. */
    THREADS,
    /** What else the machine lacked at the start. */
    MACHINE
}
