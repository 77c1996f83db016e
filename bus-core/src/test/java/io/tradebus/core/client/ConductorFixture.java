package io.tradebus.core.client;

import io.tradebus.core.BusException;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.format.control.EventType;
import io.tradebus.core.format.control.ImageReadyEvent;
import io.tradebus.core.format.control.PublicationReadyEvent;
import io.tradebus.core.format.control.SubscriptionReadyEvent;
import io.tradebus.core.idle.Wakeups;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.status.CountersReader;

/** A client's conductor, a fake driver, and two clocks that move when the test says so. */
final class ConductorFixture implements AutoCloseable {
    static final String CHANNEL = "aeron:ipc";
    static final int STREAM = TestLog.STREAM;
    static final int SESSION = TestLog.SESSION;

    final FakeDriver driver;
    final Wakeups wakeups = new Wakeups();
    final ClientConductor conductor;
    final List<String> told = new ArrayList<>();
    final List<Throwable> errors = new ArrayList<>();
    final List<BusException> closeCauses = new ArrayList<>();
    final SubscriptionListeners listeners = new SubscriptionListeners(
            image -> told.add("available " + image.correlationId()),
            image -> told.add("unavailable " + image.correlationId() + (image.isClosed() ? " closed" : " open")));
    boolean isListenerFailing;
    long nowMs = 1_000_000;
    private long nowNs = 77;

    final ClientListener listener = new ClientListener() {
        @Override
        public void onCounterAvailable(CountersReader counters, long registrationId, int counterId) {
            told.add("counter " + registrationId + " " + counterId);
        }

        @Override
        public void onCounterUnavailable(CountersReader counters, long registrationId, int counterId) {
            told.add("no counter " + registrationId + " " + counterId);
        }

        @Override
        public void onPublicationError(Publication publication, PublicationError error) {
            told.add("error of " + publication.registrationId() + " " + error.errorCode() + " " + error.message()
                    + " from " + error.source());
        }

        @Override
        public void onError(Throwable error) {
            errors.add(error);
            if (isListenerFailing) {
                throw new IllegalStateException("listener does not work");
            }
        }

        @Override
        public void onClosed(BusException cause) {
            closeCauses.add(cause);
        }
    };

    ConductorFixture(Path directory) {
        this(new FakeDriver(directory), directory);
    }

    ConductorFixture(FakeDriver driver, Path directory) {
        this(driver, ClientConfig.defaults(directory).withName("test").withReconnect(false));
    }

    ConductorFixture(FakeDriver driver, ClientConfig config) {
        this.driver = driver;
        driver.started(nowMs);
        DriverLink link = new DriverConnector(config.directory(), 10_000, () -> nowMs, pause -> {}).connect();
        conductor = new ClientConductor(config, listener, link, () -> nowNs, () -> nowMs, wakeups);
    }

    /** Moves time and runs one duty cycle. */
    int cycleAfter(long milliseconds) {
        nowMs += milliseconds;
        nowNs += TimeUnit.MILLISECONDS.toNanos(milliseconds);
        return conductor.doWork();
    }

    /** The same while the driver shows life. */
    void cycleWithLivingDriverAfter(long milliseconds) {
        driver.ring.consumerHeartbeatTime(nowMs + milliseconds);
        cycleAfter(milliseconds);
    }

    /** Runs duty cycles until there is no event left. */
    void drain() {
        while (cycleAfter(0) > 0) {
            // One event each.
        }
    }

    /** Adds a publication, whose log the driver has made already. */
    Publication publication(boolean isExclusive) {
        long id = conductor.requests().addPublication(CHANNEL, STREAM, isExclusive);
        driver.commands();
        answerPublication(id, id, isExclusive, driver.createLog(id));
        drain();
        return conductor.requests().findPublication(id);
    }

    void answerPublication(long id, long originalId, boolean isExclusive, String logFile) {
        int limit = driver.allocateCounter("pub-lmt", 1 << 20);
        driver.send(
                isExclusive ? EventType.ON_EXCLUSIVE_PUBLICATION_READY : EventType.ON_PUBLICATION_READY,
                buffer -> PublicationReadyEvent.write(buffer, 0, id, originalId, SESSION, STREAM, limit, -1, logFile));
    }

    Subscription subscription() {
        long id = conductor.requests().addSubscription(CHANNEL, STREAM, listeners);
        driver.correlationIdOfCommand(CommandType.ADD_SUBSCRIPTION);
        driver.send(EventType.ON_SUBSCRIPTION_READY, buffer -> SubscriptionReadyEvent.write(buffer, 0, id, -1));
        drain();
        return conductor.requests().findSubscription(id);
    }

    void sendImage(Subscription subscription, long imageId, String logFile, long joinPosition) {
        int position = driver.allocateCounter("sub-pos", joinPosition);
        driver.send(
                EventType.ON_AVAILABLE_IMAGE,
                buffer -> ImageReadyEvent.write(
                        buffer,
                        0,
                        imageId,
                        SESSION,
                        STREAM,
                        subscription.registrationId(),
                        position,
                        logFile,
                        "aeron:ipc"));
    }

    @Override
    public void close() {
        conductor.close();
        conductor.release();
        driver.close();
    }
}
