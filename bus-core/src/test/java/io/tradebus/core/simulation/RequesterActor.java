package io.tradebus.core.simulation;

import io.tradebus.core.client.FragmentHandler;
import io.tradebus.core.client.response.RequestChannel;
import io.tradebus.core.client.response.RequestListener;
import io.tradebus.core.client.response.RequestRoute;
import io.tradebus.core.client.response.RequestTimeouts;
import io.tradebus.core.client.response.ResponderLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.agrona.concurrent.UnsafeBuffer;

/** Asks all the time, one question after another, and notes what becomes of each: it is answered, or given up with its responder. */
final class RequesterActor implements SimulatedNode.Actor, RequestListener {
    private static final int FRAGMENT_LIMIT = 10;
    private static final int MAX_OPEN = 4;

    final List<String> events = new ArrayList<>();
    int answered;
    int givenUp;
    int unexpected;

    private final TreeSet<Long> open = new TreeSet<>();
    private final UnsafeBuffer question = new UnsafeBuffer(new byte[68]);
    private final FragmentHandler handler = (buffer, offset, length, header) -> onAnswer(header.reservedValue());
    private final RequestChannel channel;
    private long asked;

    RequesterActor(SimulatedNode node, RequestRoute route, SimulatedClock clock) {
        channel = new RequestChannel(node.client(), route, RequestTimeouts.DEFAULT, this, clock.nanoClock());
    }

    RequestChannel channel() {
        return channel;
    }

    long asked() {
        return asked;
    }

    int open() {
        return open.size();
    }

    @Override
    public int doWork() {
        int work = channel.poll(handler, FRAGMENT_LIMIT);
        if (open.size() < MAX_OPEN && channel.offer(question, 0, question.capacity(), asked + 1) > 0) {
            asked++;
            open.add(asked);
            work++;
        }
        return work;
    }

    @Override
    public void onResponder(int requestSessionId, int responseSessionId) {
        events.add("answered");
    }

    @Override
    public void onResponderLost(ResponderLoss loss) {
        events.add(loss.cause().name());
        givenUp += open.size();
        open.clear();
    }

    private void onAnswer(long number) {
        if (open.remove(number)) {
            answered++;
        } else {
            unexpected++;
        }
    }
}
