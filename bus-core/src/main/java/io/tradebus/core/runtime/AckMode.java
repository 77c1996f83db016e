package io.tradebus.core.runtime;

/** When the position of a handled message is committed if its handler does not say. */
public enum AckMode {
    /** At the end of the poll: the cheapest; after a crash of the listener up to one poll is delivered again. */
    BATCH,
    /** After each message. */
    RECORD,
    /** When the handler says so; it must return a {@link BusAction}. */
    MANUAL;

    /**
     * What a handler that returns nothing means by returning.
     *
     * @throws IllegalStateException for {@link #MANUAL}, whose handlers decide themselves
     */
    public BusAction actionOfVoid() {
        return switch (this) {
            case BATCH -> BusAction.CONTINUE;
            case RECORD -> BusAction.COMMIT;
            case MANUAL -> throw new IllegalStateException("with ack mode MANUAL a handler must return a BusAction");
        };
    }
}
