package io.tradebus.spring.autoconfigure.explain;

/**
 * What the system gives, and what is asked of it.
 *
 * @param cores processors of this JVM
 * @param spinningDriverThreads threads of the embedded driver that never sleep
 * @param spinningAgents threads of listeners that never sleep
 * @param receiveAsked bytes of receive buffer that sockets ask for; 0 for what the system has by default
 * @param receiveGranted most bytes the system grants; {@link Long#MAX_VALUE} when unknown
 * @param sendAsked bytes of send buffer that sockets ask for; 0 for what the system has by default
 * @param sendGranted most bytes the system grants; {@link Long#MAX_VALUE} when unknown
 * @param receiveDrops datagrams the system dropped since this application started because a receive buffer was full, of
 *     all its sockets
 */
record SystemFacts(
        int cores,
        int spinningDriverThreads,
        int spinningAgents,
        long receiveAsked,
        long receiveGranted,
        long sendAsked,
        long sendGranted,
        long receiveDrops) {
    int spinning() {
        return spinningDriverThreads + spinningAgents;
    }
}
