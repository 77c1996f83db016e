package io.tradebus.core.client.request;

/** How a request ended that was sent and not replied to. */
public enum RequestEnd {
    /** No reply came before its deadline. It may have been heard. */
    TIMED_OUT,
    /** The one it was sent to is not there any more, or began anew. It may have been heard. */
    PEER_LOST,
    /** Its requester was closed. It may have been heard. */
    CLOSED
}
