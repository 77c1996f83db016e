package io.tradebus.core.simulation;

import io.tradebus.core.client.ExclusivePublication;
import io.tradebus.core.client.Image;
import io.tradebus.core.client.Subscription;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Requests and their responses: node A asks in stream 10 and waits for answers in stream 20; node B answers. A datagram
 * takes a tenth of a millisecond.
 */
final class ResponseStage implements AutoCloseable {
    static final int REQUEST_STREAM = 10;
    static final int RESPONSE_STREAM = 20;

    private static final int REQUEST_PORT = 20_001;
    private static final int RESPONSE_PORT = 20_002;
    private static final String START = "|term-length=64k|init-term-id=5|term-id=5|term-offset=0|session-id=";

    private final Simulation simulation = new Simulation(1);
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[68]);

    ResponseStage() {
        simulation.node("A");
        simulation.node("B");
    }

    Simulation simulation() {
        return simulation;
    }

    SimulatedNetwork network() {
        return simulation.network();
    }

    SimulatedNode node(String name) {
        return simulation.node(name);
    }

    Transcript transcript() {
        return simulation.transcript();
    }

    String requests() {
        return "aeron:udp?endpoint=" + node("B").ports().endpoint(REQUEST_PORT);
    }

    String responses() {
        return "aeron:udp?control-mode=response|control=" + node("B").ports().endpoint(RESPONSE_PORT);
    }

    /** B reads requests. */
    Reader readRequests() {
        return node("B").read(requests(), REQUEST_STREAM);
    }

    /** A reads responses, once it is told in which session. */
    Reader readResponses() {
        return node("A").read(responses(), RESPONSE_STREAM);
    }

    /** A asks in a session, and wants to be answered to a subscription. */
    ExclusivePublication ask(Subscription responses, int sessionId) {
        return node("A")
                .publishExclusively(
                        requests() + START + sessionId + "|response-correlation-id=" + responses.registrationId(),
                        REQUEST_STREAM);
    }

    /** B answers what an image asks, in a session. */
    ExclusivePublication answer(Image requests, int sessionId) {
        return node("B")
                .publishExclusively(
                        responses() + START + sessionId + "|response-correlation-id=" + requests.correlationId(),
                        RESPONSE_STREAM);
    }

    /** Publishes 68 bytes, which must be taken at once. */
    void offer(ExclusivePublication publication) {
        long result = publication.offer(message, 0, message.capacity());
        if (result < 0) {
            throw new AssertionError("not taken: " + result);
        }
    }

    void run(long milliseconds) {
        simulation.run(Simulation.withinMs(milliseconds));
    }

    void runUntil(BooleanSupplier condition, long withinMs) {
        simulation.runUntil(condition, Simulation.withinMs(withinMs));
    }

    @Override
    public void close() {
        simulation.close();
    }
}
