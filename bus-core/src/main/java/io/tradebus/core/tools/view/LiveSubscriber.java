package io.tradebus.core.tools.view;

/** One who reads a stream on this host. */
public record LiveSubscriber(CounterRow row, Party owner) {
    private static final String SPY = "aeron-spy:";
    private static final String JOIN = " @";

    /** Registration id of the subscription. */
    public long id() {
        return row.registrationId();
    }

    /** Bytes from the start of the stream, as all positions. */
    public long position() {
        return row.value();
    }

    /** Where it began to read; -1 if the label does not say. */
    public long joinPosition() {
        int at = row.label().lastIndexOf(JOIN);
        try {
            return at < 0
                    ? -1
                    : Long.parseLong(
                            row.label(), at + JOIN.length(), row.label().length(), 10);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Whether it reads the log of a publication to the network. */
    public boolean isSpy() {
        return row.label().contains(SPY);
    }

    /** What it is and whose. */
    public String name() {
        return (isSpy() ? "spy " : "subscriber ") + id() + " of " + owner;
    }
}
