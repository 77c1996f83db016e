package io.tradebus.core.compat;

import static io.tradebus.core.compat.OurResponseProgram.FRAGMENT_LIMIT;
import static io.tradebus.core.compat.OurResponseProgram.LENGTH;
import static io.tradebus.core.compat.OurResponseProgram.MAX_OPEN;
import static io.tradebus.core.compat.OurResponseProgram.PAUSE_NS;
import static io.tradebus.core.compat.OurResponseProgram.REQUEST_STREAM;
import static io.tradebus.core.compat.OurResponseProgram.RESPONSE_STREAM;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.FragmentHandler;
import java.util.HashMap;
import java.util.Map;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingIdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/** {@link OurResponseProgram} with the stock client, whose requester does not find its responder again. */
public final class StockResponseProgram {
    private final Aeron aeron;
    private final String requestChannel;
    private final String responseChannel;
    private final InputLines input = new InputLines();
    private final OpenRequests open;
    private final IdleStrategy idle = new SleepingIdleStrategy(PAUSE_NS);
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[LENGTH]);

    private StockResponseProgram(Aeron aeron, String[] arguments) {
        this.aeron = aeron;
        requestChannel = arguments[2];
        responseChannel = arguments[3];
        open = new OpenRequests(OurResponseProgram.deadlineNs(arguments));
    }

    public static void main(String[] arguments) {
        Aeron.Context context = new Aeron.Context()
                .aeronDirectoryName(arguments[0])
                .errorHandler(error -> System.out.println("ERROR " + error));
        try (Aeron aeron = Aeron.connect(context)) {
            StockResponseProgram program = new StockResponseProgram(aeron, arguments);
            if (arguments[1].equals("ask")) {
                program.ask();
            } else {
                program.answer();
            }
            System.out.println("DONE " + program.open);
        }
    }

    private void ask() {
        try (Subscription responses = aeron.addSubscription(responseChannel, RESPONSE_STREAM);
                ExclusivePublication requests = aeron.addExclusivePublication(
                        requestChannel + "|response-correlation-id=" + responses.registrationId(), REQUEST_STREAM)) {
            FragmentHandler handler = (buffer, offset, length, header) -> open.onAnswer(header.reservedValue());
            OurResponseProgram.Milestone milestone = new OurResponseProgram.Milestone();
            while (!input.hasEnded() || open.size() > 0) {
                int work = responses.poll(handler, FRAGMENT_LIMIT);
                long number = open.next();
                boolean mayAsk = !input.hasEnded() && responses.isConnected() && open.size() < MAX_OPEN;
                if (mayAsk && requests.offer(message, 0, LENGTH, (term, termOffset, frameLength) -> number) > 0) {
                    open.onAsked(System.nanoTime());
                }
                open.giveUpOld(System.nanoTime());
                milestone.follow(input, open);
                idle.idle(work);
            }
        }
    }

    private void answer() {
        Map<Long, ExclusivePublication> answers = new HashMap<>();
        try (Subscription requests = aeron.addSubscription(requestChannel, REQUEST_STREAM)) {
            System.out.println("LISTENING");
            ControlledFragmentHandler handler = (buffer, offset, length, header) -> {
                Image image = (Image) header.context();
                long number = header.reservedValue();
                ExclusivePublication answer = answers.computeIfAbsent(
                        image.correlationId(),
                        id -> aeron.addExclusivePublication(
                                responseChannel + "|response-correlation-id=" + id, RESPONSE_STREAM));
                boolean isTaken = answer.offer(buffer, offset, length, (term, termOffset, frameLength) -> number) > 0;
                return isTaken ? ControlledFragmentHandler.Action.COMMIT : ControlledFragmentHandler.Action.ABORT;
            };
            while (!input.hasEnded()) {
                requests.forEachImage(image -> answers.computeIfAbsent(
                        image.correlationId(),
                        id -> aeron.addExclusivePublication(
                                responseChannel + "|response-correlation-id=" + id, RESPONSE_STREAM)));
                idle.idle(requests.controlledPoll(handler, FRAGMENT_LIMIT));
            }
        }
    }
}
