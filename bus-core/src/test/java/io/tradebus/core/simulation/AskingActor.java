package io.tradebus.core.simulation;

import io.tradebus.core.client.request.ReplyHandler;
import io.tradebus.core.client.request.RequestCounts;
import io.tradebus.core.client.request.RequestEnd;
import io.tradebus.core.client.request.Requester;
import io.tradebus.core.client.response.RequestRoute;
import io.tradebus.core.client.response.RequestTimeouts;
import java.util.EnumMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Asks all the time through a requester, and notes how often each request ends. */
final class AskingActor implements SimulatedNode.Actor {
    static final long TIMEOUT_NS = 2_000_000_000L;

    private static final int FRAGMENT_LIMIT = 10;
    static final int MAX_IN_FLIGHT = 8;

    final Map<RequestEnd, Integer> ends = new EnumMap<>(RequestEnd.class);
    int replied;
    int endedTwice;

    private final UnsafeBuffer question = new UnsafeBuffer(new byte[68]);
    private final Requester requester;
    private boolean isAsking = true;
    private boolean isStubborn;

    AskingActor(SimulatedNode node, RequestRoute route, SimulatedClock clock) {
        requester = new Requester(node::client, route, RequestTimeouts.DEFAULT, MAX_IN_FLIGHT, clock.nanoClock());
    }

    Requester requester() {
        return requester;
    }

    RequestCounts counts() {
        return requester.counts();
    }

    void askNoMore() {
        isAsking = false;
    }

    /** From now on each request that is lost is sent again as soon as that is known. */
    void askAgainWhatIsLost() {
        isStubborn = true;
    }

    int ended() {
        return replied + ends.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public int doWork() {
        int work = requester.poll(FRAGMENT_LIMIT);
        if (isAsking) {
            work += ask() > 0 ? 1 : 0;
        }
        return work;
    }

    private long ask() {
        return requester.request(question, 0, question.capacity(), TIMEOUT_NS, new Once());
    }

    private final class Once implements ReplyHandler {
        private boolean hasEnded;

        @Override
        public void onReply(DirectBuffer buffer, int offset, int length) {
            replied++;
            end();
        }

        @Override
        public void onEnd(RequestEnd end) {
            ends.merge(end, 1, Integer::sum);
            end();
            if (isStubborn && end == RequestEnd.PEER_LOST) {
                ask();
            }
        }

        private void end() {
            endedTwice += hasEnded ? 1 : 0;
            hasEnded = true;
        }
    }
}
