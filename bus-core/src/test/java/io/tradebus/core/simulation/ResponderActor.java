package io.tradebus.core.simulation;

import io.tradebus.core.client.ControlledFragmentHandler;
import io.tradebus.core.client.ExclusivePublication;
import io.tradebus.core.client.FragmentHeader;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.client.response.ResponsePublications;
import org.agrona.DirectBuffer;

/** Answers each question with itself. */
final class ResponderActor implements SimulatedNode.Actor {
    private static final int FRAGMENT_LIMIT = 10;

    private final Subscription requests;
    private final ResponsePublications answers;
    private final ControlledFragmentHandler handler = this::onQuestion;
    private boolean isSilent;

    ResponderActor(
            SimulatedNode node, Subscription requests, String responseChannel, int stream, SimulatedClock clock) {
        this.requests = requests;
        answers = new ResponsePublications(node.client(), requests, responseChannel, stream, clock.nanoClock());
    }

    @Override
    public int doWork() {
        return answers.doWork() + requests.controlledPoll(handler, FRAGMENT_LIMIT);
    }

    /** Closes what it answers by, and makes new publications with its next turns. */
    void forgetAnswers() {
        answers.close();
    }

    /** Hears questions and answers none. */
    void fallSilent() {
        isSilent = true;
    }

    private ControlledFragmentHandler.Action onQuestion(
            DirectBuffer buffer, int offset, int length, FragmentHeader header) {
        if (isSilent) {
            return ControlledFragmentHandler.Action.CONTINUE;
        }
        ExclusivePublication answer = answers.find(header.image());
        if (answer == null) {
            return ControlledFragmentHandler.Action.ABORT;
        }
        long number = header.reservedValue();
        long result = answer.offer(buffer, offset, length, (term, termOffset, frameLength) -> number);
        return result > 0 ? ControlledFragmentHandler.Action.CONTINUE : ControlledFragmentHandler.Action.ABORT;
    }
}
