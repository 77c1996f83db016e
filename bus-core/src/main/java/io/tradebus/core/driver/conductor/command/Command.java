package io.tradebus.core.driver.conductor.command;

/** A client's request at work. */
interface Command {
    /**
     * Runs as far as it can without waiting.
     *
     * @return whether it is done; if not, it is called again in the next cycle, and no other request is begun before
     * @throws RuntimeException if it cannot be done; the client is told why
     */
    boolean advance(long nowNs);
}
