package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.driver.conductor.resource.LogStore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The network part of a driver, which is made with the first thing that needs it. Until then there is nothing in it: no
 * streams, nothing to do, nothing to close. The conductor's, which makes it on its own thread.
 */
public final class NetworkOnDemand {
    private final Supplier<Network> maker;
    private @Nullable Network network;

    /** @param maker makes it, as a whole or not at all; called again after a failure */
    public NetworkOnDemand(Supplier<Network> maker) {
        this.maker = maker;
    }

    /**
     * The network part, for what cannot be without.
     *
     * @throws RuntimeException if it cannot be made
     */
    public Network get() {
        Network known = network;
        if (known == null) {
            known = make();
            network = known;
        }
        return known;
    }

    /** The network part, or null if nothing has needed it yet. */
    public @Nullable Network ifMade() {
        return network;
    }

    /** Whether sender and receiver have room for what one more request of a client leads to. */
    public boolean hasRoom() {
        Network known = network;
        return known == null || known.hasRoom();
    }

    /** Does what is to be done each cycle of the conductor. */
    public int advance(long nowNs) {
        Network known = network;
        return known == null ? 0 : known.advance(nowNs);
    }

    /** Whether there is nobody to follow, and nothing that is not told. */
    public boolean isQuiet(long nowNs) {
        Network known = network;
        return known == null || known.isQuiet(nowNs);
    }

    /** Does what is due, and hands on logs that nobody needs any more. */
    public void onTick(long nowNs, LogStore logs) {
        Network known = network;
        if (known != null) {
            known.onTick(nowNs, logs);
        }
    }

    /** Closes everything, when the driver closes. Sender and receiver have ended by then. */
    public void close(LogStore logs) {
        Network known = network;
        if (known != null) {
            known.close(logs);
        }
    }

    private Network make() {
        try {
            return maker.get();
        } catch (LinkageError e) {
            // A class that is missing would have kept the driver from starting if it had been needed then; now it is
            // one request that fails, and who asks for it hears why.
            throw new IllegalStateException("the driver cannot make what channels over UDP need: " + e, e);
        }
    }
}
