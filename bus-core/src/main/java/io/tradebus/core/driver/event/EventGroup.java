package io.tradebus.core.driver.event;

/** What an event is about. */
public enum EventGroup {
    /** Datagrams that come and go. There may be a million of them in a second. */
    FRAMES,
    /** What clients ask for. */
    COMMANDS,
    /** What clients are told. */
    RESPONSES,
    /** What is given back. */
    CLEAN_UP,
    /** Endpoints. */
    CHANNELS,
    /** What happens to streams on their way. */
    STREAMS,
    /** Names of hosts and of other drivers. */
    NAMES,
    /** Anything in words. */
    OTHER
}
