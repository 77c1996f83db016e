package io.tradebus.core.driver;

import io.tradebus.core.counters.ClientHeartbeat;
import io.tradebus.core.counters.SoftwareVersion;
import io.tradebus.core.driver.media.PortRole;
import io.tradebus.core.format.log.LogMetadata;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A driver on the thread of the test whose directory tools look at: clocks stand still unless told otherwise, and the
 * network is the test's. Clients are 1 and 2 by the order in which they are made, if nothing is asked for in between.
 */
public final class ToolScene implements AutoCloseable {
    private final TestNetwork network = new TestNetwork();
    private final DriverHarness driver = DriverHarness.start(config -> config, network::join);
    private final TestDatagrams sender = new TestDatagrams(7, 1003, 40);
    private final Map<Long, RawLog> logs = new HashMap<>();
    private boolean isClosed;

    public Path directory() {
        Path directory = driver.control().path().getParent();
        return directory == null ? Path.of("") : directory;
    }

    public long nowMs() {
        return driver.epochClock.time();
    }

    /** A client that lives as long as the clocks stand still. */
    public RawClient newClient() {
        return driver.newClient();
    }

    /** Has a client tell its name, as clients do once they have asked for something. */
    public void tellName(RawClient client, String name) {
        ClientHeartbeat.describeClient(
                driver.control().counterMetadataBuffer(),
                ClientHeartbeat.find(driver.counters(), client.id()),
                name,
                SoftwareVersion.COMPATIBLE);
    }

    /** Lets the driver do what there is to do. */
    public void run() {
        driver.run();
    }

    /** Lets time pass in which all these clients live. */
    public void seconds(int count, RawClient... alive) {
        driver.seconds(count, alive);
    }

    /** Appends frames of that many bytes in all, header included, to a publication. */
    public void append(long publicationId, int length) {
        RawLog log = logs.computeIfAbsent(publicationId, driver::log);
        for (int rest = length; rest > 0; rest -= Math.min(rest, 1024)) {
            log.append(Math.min(rest, 1024));
        }
        driver.run();
    }

    /** Moves a subscriber. */
    public void consume(long subscriptionId, long position) {
        driver.consume(subscriptionId, position);
        driver.run();
    }

    /** Has a receiver say that it has consumed a publication to the network so far; it takes 32 KiB more. */
    public void answer(long publicationId, long position) {
        UnsafeBuffer metadata = logs.computeIfAbsent(publicationId, driver::log).metadata();
        TestDatagrams receiver = new TestDatagrams(
                LogMetadata.sessionId(metadata), LogMetadata.streamId(metadata), LogMetadata.initialTermId(metadata));
        network.port(PortRole.SENDER).arrives(receiver.statusMessage(position));
        runTwice();
    }

    /** Offers session 7 of stream 1003 to the receiver that was opened last. */
    public void offerImage() {
        network.port(PortRole.RECEIVER).arrives(sender.setup(0));
        runTwice();
    }

    /** Brings data of that session. */
    public void bring(long position, int length) {
        network.port(PortRole.RECEIVER).arrives(sender.data(position, length));
        runTwice();
    }

    /** Puts an error into the driver's log: a request for a host that does not exist. */
    public void makeAnError(RawClient client, String host) {
        client.addPublication("aeron:udp?endpoint=" + host + ":1", 1);
        driver.run();
    }

    private void runTwice() {
        driver.run();
        driver.run();
    }

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            driver.close();
        }
    }
}
