package io.tradebus.core.compat;

import java.util.HashMap;
import java.util.Map;

/** One who asks and one who answers, each with a driver, all in processes of their own that can be killed and started again. */
final class ResponsePair implements AutoCloseable {
    private final Class<?> requesterProgram;
    private final Class<?> responderProgram;
    private final String requestChannel = "aeron:udp?endpoint=127.0.0.1:" + UdpDrivers.freePort();
    private final String responseChannel = "aeron:udp?control-mode=response|control=127.0.0.1:" + UdpDrivers.freePort();
    private final int deadlineS;
    private final DriverProcess requesterDriver;
    private final DriverProcess responderDriver;
    private ChildJvm requester;
    private ChildJvm responder;

    /** What can be killed. */
    enum Part {
        REQUESTER,
        RESPONDER,
        REQUESTER_DRIVER,
        RESPONDER_DRIVER
    }

    /**
     * @param drivers who made the drivers: that of the requester, and that of the responder
     * @param deadlineS after how many seconds the requester gives a request up
     */
    private ResponsePair(
            Makers drivers,
            Class<?> requesterProgram,
            Class<?> responderProgram,
            int deadlineS,
            Map<String, String> settings) {
        this.requesterProgram = requesterProgram;
        this.responderProgram = responderProgram;
        this.deadlineS = deadlineS;
        Map<String, String> all = new HashMap<>(UdpDrivers.settings(settings));
        all.put("aeron.dir.delete.on.start", "true");
        requesterDriver = drivers.publisher().driver(all);
        responderDriver = drivers.subscriber().driver(all);
        requesterDriver.awaitStart();
        responderDriver.awaitStart();
        responder = startResponder();
        requester = startRequester();
    }

    static ResponsePair start(
            Makers drivers,
            Class<?> requesterProgram,
            Class<?> responderProgram,
            int deadlineS,
            Map<String, String> settings) {
        return new ResponsePair(drivers, requesterProgram, responderProgram, deadlineS, settings);
    }

    DriverProcess requesterDriver() {
        return requesterDriver;
    }

    DriverProcess responderDriver() {
        return responderDriver;
    }

    ChildJvm requester() {
        return requester;
    }

    ChildJvm responder() {
        return responder;
    }

    /** Kills it as {@code kill -9}. */
    void kill(Part part) {
        switch (part) {
            case REQUESTER -> requester.kill();
            case RESPONDER -> responder.kill();
            case REQUESTER_DRIVER -> requesterDriver.kill();
            case RESPONDER_DRIVER -> responderDriver.kill();
        }
    }

    /** Starts again what was killed. */
    void restart(Part part) {
        switch (part) {
            case REQUESTER -> requester = startRequester();
            case RESPONDER -> responder = startResponder();
            case REQUESTER_DRIVER -> requesterDriver.restart();
            case RESPONDER_DRIVER -> responderDriver.restart();
        }
    }

    /** Returns when a request was answered that was asked after this call. */
    void awaitAnswer() {
        requester.say("");
        requester.awaitLine("REACHED");
    }

    /** Has the requester end, and returns how many requests it says were asked, answered, failed, and answered in vain. */
    long[] end() {
        requester.end();
        String[] counts = requester.awaitLine("DONE").split(" ");
        long[] numbers = new long[counts.length];
        for (int i = 0; i < counts.length; i++) {
            numbers[i] = Long.parseLong(counts[i]);
        }
        return numbers;
    }

    @Override
    public void close() {
        requester.close();
        responder.close();
        requesterDriver.close();
        responderDriver.close();
    }

    private ChildJvm startRequester() {
        return ChildJvm.run(
                requesterProgram,
                requesterDriver.directoryName(),
                "ask",
                requestChannel,
                responseChannel,
                Integer.toString(deadlineS));
    }

    private ChildJvm startResponder() {
        return ChildJvm.run(
                responderProgram,
                responderDriver.directoryName(),
                "answer",
                requestChannel,
                responseChannel,
                Integer.toString(deadlineS));
    }
}
