package io.tradebus.core.driver.sender;

import io.tradebus.core.driver.protocol.FlowControl;
import org.agrona.collections.Long2LongHashMap;

/**
 * The receivers that were heard of a short while ago. Bounded, since anybody can claim to be one: those beyond the bound
 * are not remembered.
 */
final class ReceiverLiveness {
    private static final int MAX_RECEIVERS = FlowControl.MAX_RECEIVERS;
    private static final long NOT_HEARD = Long.MIN_VALUE;

    private final Long2LongHashMap heardNs = new Long2LongHashMap(NOT_HEARD);
    private final long timeoutNs;
    private long checkNs;

    /** @param timeoutNs nanoseconds of silence after which a receiver is gone */
    ReceiverLiveness(long timeoutNs) {
        this.timeoutNs = timeoutNs;
    }

    boolean hasReceivers() {
        return !heardNs.isEmpty();
    }

    /** Nobody is gone before this time. */
    long checkNs() {
        return checkNs;
    }

    void onHeard(long receiverId, long nowNs) {
        if (heardNs.isEmpty()) {
            checkNs = nowNs + timeoutNs;
        }
        if (heardNs.size() < MAX_RECEIVERS || heardNs.containsKey(receiverId)) {
            heardNs.put(receiverId, nowNs);
        }
    }

    /** Forgets a receiver that has said that it goes. Returns whether it was known. */
    boolean remove(long receiverId) {
        return heardNs.remove(receiverId) != NOT_HEARD;
    }

    /** Forgets receivers that were silent for too long. */
    void removeSilent(long nowNs) {
        if (nowNs - checkNs < 0 || heardNs.isEmpty()) {
            return;
        }
        long longestSilenceNs = 0;
        Long2LongHashMap.EntryIterator receivers = heardNs.entrySet().iterator();
        while (receivers.hasNext()) {
            receivers.next();
            long silenceNs = nowNs - receivers.getLongValue();
            if (silenceNs >= timeoutNs) {
                receivers.remove();
            } else {
                longestSilenceNs = Math.max(longestSilenceNs, silenceNs);
            }
        }
        checkNs = nowNs + timeoutNs - longestSilenceNs;
    }
}
