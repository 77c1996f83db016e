package io.tradebus.benchmarks.node;

import io.aeron.Aeron;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.logbuffer.FragmentHandler;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;

/** Stock driver and client, with a thread that polls and backs off while nothing comes. */
final class StockNode implements Node {
    private static final int FRAGMENT_LIMIT = 32;

    private final MediaDriver driver;
    private final Aeron client;
    private final Publication publication;
    private final Subscription subscription;
    private final AgentRunner polling;

    StockNode(Path directory, String sendTo, String receiveFrom, int streamId, Receiver receiver) {
        driver = MediaDriver.launch(new MediaDriver.Context().aeronDirectoryName(directory.toString()));
        client = Aeron.connect(new Aeron.Context().aeronDirectoryName(directory.toString()));
        publication = client.addPublication(sendTo, streamId);
        subscription = client.addSubscription(receiveFrom, streamId);
        FragmentHandler handler = (buffer, offset, length, header) -> receiver.onMessage(buffer, offset, length);
        Agent poller = new Agent() {
            @Override
            public int doWork() {
                return subscription.poll(handler, FRAGMENT_LIMIT);
            }

            @Override
            public String roleName() {
                return "poller";
            }
        };
        polling = new AgentRunner(new BackoffIdleStrategy(), Throwable::printStackTrace, null, poller);
        AgentRunner.startOnThread(polling);
    }

    @Override
    public boolean isConnected() {
        return publication.isConnected() && subscription.isConnected();
    }

    @Override
    public boolean offer(DirectBuffer buffer, int offset, int length) {
        return publication.offer(buffer, offset, length) > 0;
    }

    @Override
    public void close() {
        polling.close();
        client.close();
        driver.close();
    }
}
