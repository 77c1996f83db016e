package io.tradebus.spring.autoconfigure.explain;

import io.tradebus.core.counters.SystemCounter;
import java.util.ArrayList;
import java.util.List;

/** What the system gives too little of: socket buffers, processors. */
final class SystemFindings {
    static final String RECEIVE_LIMIT = "sysctl net.core.rmem_max";
    static final String SEND_LIMIT = "sysctl net.core.wmem_max";

    private SystemFindings() {}

    static List<Finding> of(DriverFacts driver) {
        List<Finding> findings = new ArrayList<>();
        SystemFacts system = driver.system();
        if (driver.usesNetwork() && system.receiveAsked() > system.receiveGranted()) {
            findings.add(buffer(
                    new Buffer("receive", system.receiveAsked(), system.receiveGranted(), RECEIVE_LIMIT),
                    system.receiveDrops()));
        }
        if (driver.usesNetwork() && system.sendAsked() > system.sendGranted()) {
            findings.add(buffer(
                    new Buffer("send", system.sendAsked(), system.sendGranted(), SEND_LIMIT),
                    driver.count(SystemCounter.SHORT_SENDS)));
        }
        if (system.spinning() > 0 && system.spinning() >= system.cores()) {
            findings.add(threads(driver));
        }
        return findings;
    }

    private record Buffer(String kind, long asked, long granted, String limit) {}

    private static Finding buffer(Buffer buffer, long drops) {
        return Finding.of(
                Topic.SOCKET_BUFFERS,
                "sockets ask for a " + buffer.kind + " buffer of " + Words.bytes(buffer.asked)
                        + ", and this system grants " + Words.bytes(buffer.granted)
                        + ": bursts that are larger are dropped",
                new Evidence()
                        .with("asked", buffer.asked)
                        .with("granted", buffer.granted)
                        .with("drops", drops),
                buffer.limit + "=" + buffer.asked,
                "bus.driver.socket." + buffer.kind + "-buffer");
    }

    private static Finding threads(DriverFacts driver) {
        SystemFacts system = driver.system();
        return Finding.of(
                Topic.THREADS,
                Words.count(system.spinning(), "thread") + (system.spinning() == 1 ? " never sleeps" : " never sleep")
                        + " and there " + (system.cores() == 1 ? "is " : "are ")
                        + Words.count(system.cores(), "processor")
                        + ": they take the processor away from each other and from everything else",
                new Evidence()
                        .with("processors", system.cores())
                        .with("spinningDriverThreads", system.spinningDriverThreads())
                        .with("spinningListenerThreads", system.spinningAgents())
                        .with("slowConductorCycles", driver.count(SystemCounter.CONDUCTOR_CYCLE_TIME_EXCEEDED))
                        .with("slowSenderCycles", driver.count(SystemCounter.SENDER_CYCLE_TIME_EXCEEDED))
                        .with("slowReceiverCycles", driver.count(SystemCounter.RECEIVER_CYCLE_TIME_EXCEEDED)),
                "bus.tuning",
                "bus.driver.threading",
                "bus.driver.idle-strategy",
                "bus.listener.idle-strategy");
    }
}
