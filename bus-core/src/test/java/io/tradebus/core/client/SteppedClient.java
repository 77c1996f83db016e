package io.tradebus.core.client;

import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.ClientTimeouts;
import java.nio.file.Path;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;

/**
 * A client by clocks of the test, which runs its duty cycle and is the only thread there is. Closing it waits for nobody.
 */
public final class SteppedClient implements AutoCloseable {
    private static final long DRIVER_TIMEOUT_MS = 10_000;

    private final ClientConductor conductor;
    private final Client client;

    private SteppedClient(ClientConductor conductor, Client client) {
        this.conductor = conductor;
        this.client = client;
    }

    /** Connects to a driver that has been started, or fails. */
    public static SteppedClient connect(Path directory, NanoClock nanoClock, EpochClock epochClock) {
        ClientConfig config = ClientConfig.defaults(directory)
                .withUseInvoker(true)
                .withReconnect(false)
                .withTimeouts(ClientTimeouts.DEFAULT.withDriverTimeoutMs(DRIVER_TIMEOUT_MS));
        DriverLink link =
                new DriverConnector(directory, DRIVER_TIMEOUT_MS, epochClock, SteppedClient::refuseToWait).connect();
        ClientListener listener = new ClientListener() {};
        ClientConductor conductor = new ClientConductor(config, listener, link, nanoClock, epochClock);
        return new SteppedClient(conductor, new Client(config, listener, conductor));
    }

    public Client client() {
        return client;
    }

    @Override
    public void close() {
        // What is closed already leaves the client nothing to wait for.
        conductor.close();
        client.close();
    }

    private static void refuseToWait(long milliseconds) {
        throw new IllegalStateException("the driver is not there");
    }
}
