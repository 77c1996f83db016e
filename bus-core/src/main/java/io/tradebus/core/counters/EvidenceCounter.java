package io.tradebus.core.counters;

import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;

/**
 * What an endpoint has seen and done, so that somebody who asks why a stream is not connected gets an answer from facts.
 * One of each kind belongs to each endpoint; the key is the counter id of the endpoint's {@link ChannelStatus}.
 *
 * <p>These are counters of this driver alone: a stock driver has none, and stock tools print them like any other. The
 * conductor allocates and frees them; the agent that owns the endpoint is the only writer.
 */
public enum EvidenceCounter {
    /** Times a sender offered a stream to its receivers. */
    SETUPS_SENT(4001, "snd-setups-sent"),
    /** Status messages a sender heard for its streams. */
    STATUS_MESSAGES_HEARD(4002, "snd-sm-received"),
    /** When a sender last heard a status message, in epoch milliseconds; 0 for never. */
    LAST_STATUS_MESSAGE(4003, "snd-last-sm"),
    /** Times the other machine said that nobody listens at the port. */
    SENDS_REFUSED(4004, "snd-refused"),
    /** Datagrams a receiver took from its sockets. */
    DATAGRAMS_HEARD(4011, "rcv-datagrams"),
    /** When a receiver last took one, in epoch milliseconds; 0 for never. */
    LAST_DATAGRAM(4012, "rcv-last-datagram"),
    /** Times a stream that somebody here reads was offered. */
    SETUPS_HEARD(4013, "rcv-setups"),
    /** Datagrams of streams or sessions that nobody here reads. */
    DATAGRAMS_UNWANTED(4014, "rcv-unwanted"),
    /** The stream id of the last one of those. */
    LAST_UNWANTED_STREAM(4015, "rcv-unwanted-stream"),
    /** Offered streams that could not be taken. */
    SETUPS_REFUSED(4016, "rcv-setups-refused"),
    /** Why the last one was not taken: a {@link SetupRefusal#code()}. */
    LAST_REFUSAL(4017, "rcv-last-refusal"),
    /** The value that was at fault in the last one, such as its term length or MTU in bytes. */
    LAST_REFUSED_VALUE(4018, "rcv-refused-value");

    /** Type of the counters of datagrams that were dropped, one for each reason. */
    public static final int REJECTED_DATAGRAMS_TYPE_ID = 4020;

    private static final int CHANNEL_STATUS_ID = 0;

    private final int id;
    private final String label;

    EvidenceCounter(int id, String label) {
        this.id = id;
        this.label = label;
    }

    /** The type id in the metadata record. */
    public int id() {
        return id;
    }

    /** The name at the beginning of the label. */
    public String label() {
        return label;
    }

    /** Whether a sending endpoint has one; otherwise a receiving one has. */
    public boolean isOfSender() {
        return this.ordinal() <= SENDS_REFUSED.ordinal();
    }

    /**
     * Allocates a counter of this kind and returns its id.
     *
     * @param channelStatusId counter id of the endpoint's status
     * @param channel the channel by which the endpoint came to be
     */
    public int allocate(CountersManager counters, int channelStatusId, String channel) {
        return counters.allocate(
                Labels.fitted(label + ": " + channelStatusId + " " + channel),
                id,
                key -> key.putInt(CHANNEL_STATUS_ID, channelStatusId));
    }

    /**
     * Allocates the counter of datagrams that were dropped for one reason, of type {@value #REJECTED_DATAGRAMS_TYPE_ID},
     * and returns its id.
     *
     * @param reason number of the reason, the key
     * @param text the reason in words
     */
    public static int allocateRejected(CountersManager counters, int reason, String text) {
        return counters.allocate(
                Labels.fitted("rejected-datagrams: " + text), REJECTED_DATAGRAMS_TYPE_ID, key -> key.putInt(0, reason));
    }

    /** The counter of this kind of an endpoint, or {@link CountersReader#NULL_COUNTER_ID}, as on a stock driver. */
    public int find(CountersReader counters, int channelStatusId) {
        for (int counterId = 0; counterId <= counters.maxCounterId(); counterId++) {
            if (counters.getCounterState(counterId) == CountersReader.RECORD_ALLOCATED
                    && counters.getCounterTypeId(counterId) == id
                    && counters.metaDataBuffer()
                                    .getInt(CountersReader.metaDataOffset(counterId)
                                            + CountersReader.KEY_OFFSET
                                            + CHANNEL_STATUS_ID)
                            == channelStatusId) {
                return counterId;
            }
        }
        return CountersReader.NULL_COUNTER_ID;
    }

    /** The value, or {@code otherwise} when there is no such counter. */
    public long valueOr(CountersReader counters, int channelStatusId, long otherwise) {
        int counterId = find(counters, channelStatusId);
        return counterId == CountersReader.NULL_COUNTER_ID ? otherwise : counters.getCounterValue(counterId);
    }
}
