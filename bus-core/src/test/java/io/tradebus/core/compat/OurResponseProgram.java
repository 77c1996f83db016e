package io.tradebus.core.compat;

import io.tradebus.core.client.Client;
import io.tradebus.core.client.ControlledFragmentHandler;
import io.tradebus.core.client.ExclusivePublication;
import io.tradebus.core.client.FragmentHandler;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.client.response.RequestChannel;
import io.tradebus.core.client.response.RequestListener;
import io.tradebus.core.client.response.RequestRoute;
import io.tradebus.core.client.response.ResponderLoss;
import io.tradebus.core.client.response.ResponsePublications;
import io.tradebus.core.config.ClientConfig;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingIdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One side of an exchange of requests and responses with our client. Arguments: driver directory, {@code ask} or
 * {@code answer}, request channel, response channel, seconds after which a request is given up. The number of a request is
 * the reserved value of its frame. Prints what happens; on each line of its input the requester prints {@code REACHED} when a
 * request that it asks from then on is answered. Ends with its input, the requester once all it asked is answered or given up.
 */
public final class OurResponseProgram implements RequestListener {
    static final int REQUEST_STREAM = 1001;
    static final int RESPONSE_STREAM = 1002;
    static final int MAX_OPEN = 16;
    static final int FRAGMENT_LIMIT = 10;
    static final int LENGTH = 100;
    static final long PAUSE_NS = 200_000;

    private final ClientConfig config;
    private final String requestChannel;
    private final String responseChannel;
    private final InputLines input = new InputLines();
    private final OpenRequests open;
    private final Milestone milestone = new Milestone();
    private final IdleStrategy idle = new SleepingIdleStrategy(PAUSE_NS);
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[LENGTH]);

    private OurResponseProgram(String[] arguments) {
        config = ClientConfig.defaults(Path.of(arguments[0]));
        requestChannel = arguments[2];
        responseChannel = arguments[3];
        open = new OpenRequests(deadlineNs(arguments));
    }

    public static void main(String[] arguments) {
        OurResponseProgram program = new OurResponseProgram(arguments);
        boolean isRequester = arguments[1].equals("ask");
        while (!program.input.hasEnded()) {
            try (Client client = Client.connect(program.config)) {
                if (isRequester) {
                    program.ask(client);
                } else {
                    program.answer(client);
                }
            } catch (RuntimeException e) {
                say("AGAIN " + e);
            }
        }
        say("DONE " + program.open);
    }

    @Override
    public void onResponder(int requestSessionId, int responseSessionId) {
        say("RESPONDER " + responseSessionId);
    }

    @Override
    public void onResponderLost(ResponderLoss loss) {
        say("LOST " + loss);
        open.giveUpAll();
    }

    @Override
    public void onRefused(RuntimeException reason) {
        say("REFUSED " + reason);
    }

    private void ask(Client client) {
        RequestRoute route = new RequestRoute(requestChannel, REQUEST_STREAM, responseChannel, RESPONSE_STREAM);
        FragmentHandler handler = (buffer, offset, length, header) -> open.onAnswer(header.reservedValue());
        try (RequestChannel channel = new RequestChannel(client, route, this)) {
            while (!client.isClosed() && (!input.hasEnded() || open.size() > 0)) {
                long nowNs = System.nanoTime();
                int work = channel.poll(handler, FRAGMENT_LIMIT);
                boolean mayAsk = !input.hasEnded() && open.size() < MAX_OPEN;
                if (mayAsk && channel.offer(message, 0, LENGTH, open.next()) > 0) {
                    open.onAsked(nowNs);
                }
                open.giveUpOld(nowNs);
                milestone.follow(input, open);
                idle.idle(work);
            }
            open.giveUpAll();
        }
    }

    private void answer(Client client) {
        try (Subscription requests = client.addSubscription(requestChannel, REQUEST_STREAM);
                ResponsePublications answers =
                        new ResponsePublications(client, requests, responseChannel, RESPONSE_STREAM)) {
            say("LISTENING");
            ControlledFragmentHandler handler = (buffer, offset, length, header) -> {
                ExclusivePublication answer = answers.find(header.image());
                long number = header.reservedValue();
                boolean isTaken = answer != null
                        && answer.offer(buffer, offset, length, (term, termOffset, frameLength) -> number) > 0;
                return isTaken ? ControlledFragmentHandler.Action.COMMIT : ControlledFragmentHandler.Action.ABORT;
            };
            while (!client.isClosed() && !input.hasEnded()) {
                int work = answers.doWork() + requests.controlledPoll(handler, FRAGMENT_LIMIT);
                idle.idle(work);
            }
        }
    }

    /** After how many nanoseconds a request is given up, from the program's arguments. */
    static long deadlineNs(String[] arguments) {
        return TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[4]));
    }

    private static void say(String line) {
        System.out.println(line);
    }

    /** Says when a request is answered that was asked after a line of the input. */
    static final class Milestone {
        private boolean isAwaited;
        private long after;

        void follow(InputLines input, OpenRequests open) {
            if (input.takeLine()) {
                isAwaited = true;
                after = open.asked();
            }
            if (isAwaited && open.lastAnswered() > after) {
                isAwaited = false;
                say("REACHED " + open);
            }
        }
    }
}
