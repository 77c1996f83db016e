package io.tradebus.spring.core;

import java.util.List;

/**
 * How busy the threads of requests are, over all starts and stops.
 *
 * @param reading of the thread that reads replies
 * @param completing of the thread that completes futures
 */
record RequestThreads(AgentStatistics reading, AgentStatistics completing) {
    RequestThreads() {
        this(new AgentStatistics(RequestThread.NAME), new AgentStatistics(ReplyThread.NAME));
    }

    List<AgentStatistics> all() {
        return List.of(reading, completing);
    }
}
