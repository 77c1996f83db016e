package io.tradebus.core;

/** The publication, or the runtime it belongs to, is closed. The message was not sent. */
public final class PublicationClosedException extends BusException {
    private final String stream;

    public PublicationClosedException(String stream) {
        super("publication of stream '" + stream + "' is closed; it stays so until the bus is started again");
        this.stream = stream;
    }

    public String stream() {
        return stream;
    }
}
