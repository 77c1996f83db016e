package io.tradebus.core.driver.event;

/** What is told to the event log about names. Safe for several threads: names are resolved where there is time. */
public final class NameEvents {
    private final EventLog log;
    private final EventEncoder encoder;

    public NameEvents(EventLog log) {
        this.log = log;
        encoder = new EventEncoder(log);
    }

    /**
     * A host was looked for.
     *
     * @param durationNs nanoseconds that it took
     * @param isAgain whether it was known and may have moved
     * @param address where it is; empty if it is not known
     */
    public synchronized void onResolved(
            String resolver, long durationNs, String name, boolean isAgain, String address) {
        if (log.isOn(DriverEvent.NAME_RESOLUTION_RESOLVE)) {
            encoder.begin(DriverEvent.NAME_RESOLUTION_RESOLVE)
                    .text(resolver)
                    .duration(durationNs)
                    .text(name)
                    .flag(isAgain)
                    .text(address)
                    .end();
        }
    }

    /** Another driver that tells names was heard of. */
    public synchronized void onNeighborAdded(String address) {
        onNeighbor(DriverEvent.NAME_RESOLUTION_NEIGHBOR_ADDED, address);
    }

    /** Another driver has been silent for too long. */
    public synchronized void onNeighborRemoved(String address) {
        onNeighbor(DriverEvent.NAME_RESOLUTION_NEIGHBOR_REMOVED, address);
    }

    private void onNeighbor(DriverEvent event, String address) {
        if (log.isOn(event)) {
            encoder.begin(event).text(address).end();
        }
    }
}
