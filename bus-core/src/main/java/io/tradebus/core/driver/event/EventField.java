package io.tradebus.core.driver.event;

/**
 * One field of an event: how it is called where it is printed, and how it lies in the record.
 *
 * @param name in text and in JSON
 */
record EventField(String name, Kind kind) {
    /** How a value lies in the record. All integers are little-endian; fields follow each other without gaps. */
    enum Kind {
        /** 64 bits. */
        NUMBER,
        /** 64 bits: a count of bytes. */
        BYTES,
        /** 64 bits: nanoseconds. */
        DURATION,
        /** 64 bits, of which any means true. */
        FLAG,
        /** A count of 32 bits and as many ASCII characters. */
        TEXT,
        /** Port, count of bytes and the bytes of an IP address, which are none where there is no address. */
        ADDRESS,
        /** Type id, length of the whole and captured length, 32 bits each, and what was captured: a client's command. */
        COMMAND,
        /** The same of an event to clients. */
        RESPONSE,
        /** The same of a datagram; its type says nothing. */
        FRAME
    }

    static EventField number(String name) {
        return new EventField(name, Kind.NUMBER);
    }

    static EventField bytes(String name) {
        return new EventField(name, Kind.BYTES);
    }

    static EventField duration(String name) {
        return new EventField(name, Kind.DURATION);
    }

    static EventField flag(String name) {
        return new EventField(name, Kind.FLAG);
    }

    static EventField text(String name) {
        return new EventField(name, Kind.TEXT);
    }

    static EventField address(String name) {
        return new EventField(name, Kind.ADDRESS);
    }

    static EventField command() {
        return new EventField("command", Kind.COMMAND);
    }

    static EventField response() {
        return new EventField("response", Kind.RESPONSE);
    }

    static EventField frame() {
        return new EventField("frame", Kind.FRAME);
    }
}
