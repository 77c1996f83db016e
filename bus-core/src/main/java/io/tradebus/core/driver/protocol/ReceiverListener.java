package io.tradebus.core.driver.protocol;

/** Is told whom flow control counts. */
public interface ReceiverListener {
    /** Takes no notice. */
    ReceiverListener NONE = new ReceiverListener() {
        @Override
        public void onAdded(long receiverId, int receivers) {}

        @Override
        public void onRemoved(long receiverId, int receivers) {}
    };

    /**
     * Another receiver counts.
     *
     * @param receivers how many there are now
     */
    void onAdded(long receiverId, int receivers);

    /**
     * A receiver does not count any more.
     *
     * @param receivers how many there are now
     */
    void onRemoved(long receiverId, int receivers);
}
