package io.tradebus.core.client;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.StreamCounter;
import org.agrona.concurrent.status.CountersReader;

/**
 * How far a publication had been sent and consumed, by the counters that its driver left behind.
 *
 * <p>A counter of a driver that lives may belong to somebody else by now. Then, and when nobody subscribes, there is
 * still the window: nothing is appended further ahead of the slowest subscriber.
 *
 * @param consumed in bytes, never more than was
 * @param sent in bytes
 */
record LostPositions(long consumed, long sent) {
    static LostPositions of(AppendLog log, long appended, CountersReader counters) {
        PublicationDescription description = log.description();
        long atLeast = Math.max(log.startPosition, appended - log.windowLength - log.maxFramedLength());
        if (!isOf(counters, description.limitCounterId(), CounterType.PUBLISHER_LIMIT, description)) {
            return new LostPositions(Math.min(atLeast, appended), Math.min(atLeast, appended));
        }
        long slowest = slowestSubscriber(counters, description.originalRegistrationId());
        int sender = StreamCounter.find(counters, CounterType.SENDER_POSITION, description.originalRegistrationId());
        if (sender == CountersReader.NULL_COUNTER_ID) {
            long consumed = clamp(slowest == Long.MAX_VALUE ? atLeast : slowest, appended);
            return new LostPositions(consumed, consumed);
        }
        long sent = clamp(counters.getCounterValue(sender), appended);
        long told = clamp(toldByReceivers(counters, log), sent);
        return new LostPositions(Math.min(told, slowest), sent);
    }

    /** A receiver's window is at most half a term, and the sender's limit is one window ahead of it. */
    private static long toldByReceivers(CountersReader counters, AppendLog log) {
        int limit = StreamCounter.find(
                counters, CounterType.SENDER_LIMIT, log.description().originalRegistrationId());
        long position = limit == CountersReader.NULL_COUNTER_ID ? 0 : counters.getCounterValue(limit);
        return Math.max(log.startPosition, position - log.termLength / 2);
    }

    /** Subscribers of the log itself: those on this machine, spies included. */
    private static long slowestSubscriber(CountersReader counters, long registrationId) {
        long slowest = Long.MAX_VALUE;
        for (int id = 0; id <= counters.maxCounterId(); id++) {
            if (counters.getCounterState(id) == CountersReader.RECORD_ALLOCATED
                    && counters.getCounterTypeId(id) == CounterType.SUBSCRIBER_POSITION.id()
                    && counters.getCounterReferenceId(id) == registrationId) {
                slowest = Math.min(slowest, counters.getCounterValue(id));
            }
        }
        return slowest;
    }

    private static boolean isOf(CountersReader counters, int id, CounterType type, PublicationDescription description) {
        return counters.getCounterState(id) == CountersReader.RECORD_ALLOCATED
                && counters.getCounterTypeId(id) == type.id()
                && counters.getCounterRegistrationId(id) == description.originalRegistrationId();
    }

    private static long clamp(long position, long appended) {
        return Math.max(0, Math.min(position, appended));
    }
}
