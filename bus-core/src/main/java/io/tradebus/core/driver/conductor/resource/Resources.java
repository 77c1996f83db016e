package io.tradebus.core.driver.conductor.resource;

/**
 * Everything that exists in the driver, by kind.
 *
 * @param clients who holds things
 * @param counters counters that clients asked for
 * @param subscriptions who wants to read
 * @param publications what can be read
 * @param links who holds which publication
 * @param sessionIds which sessions are in use
 * @param linker brings subscriptions and publications together
 * @param logs log files
 * @param background where what takes long is done
 * @param events what clients are told
 */
public record Resources(
        Clients clients,
        ClientCounters counters,
        Subscriptions subscriptions,
        IpcPublications publications,
        PublicationLinks links,
        SessionIds sessionIds,
        ImageLinker linker,
        LogStore logs,
        Background background,
        ClientEvents events) {}
