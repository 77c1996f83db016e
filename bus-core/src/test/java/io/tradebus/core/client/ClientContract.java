package io.tradebus.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.tradebus.core.BusException;
import io.tradebus.core.DriverUnavailableException;
import io.tradebus.core.RegistrationException;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What our client does on any driver. */
abstract class ClientContract {
    private static final String IPC = "aeron:ipc";
    private static final int STREAM = 1001;
    private static final int ALLOCATION_MESSAGES = 1_000_000;

    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final AtomicReference<BusException> closeCause = new AtomicReference<>();
    private final ClientListener listener = new ClientListener() {
        @Override
        public void onError(Throwable error) {
            errors.add(error);
        }

        @Override
        public void onClosed(BusException cause) {
            closeCause.set(cause);
        }
    };

    private TestDriver driver;
    private Client client;

    abstract TestDriver startDriver();

    @BeforeEach
    void connect() {
        driver = startDriver();
        client = Client.connect(driver.clientConfig().withReconnect(false), listener);
    }

    @AfterEach
    void close() {
        client.close();
        driver.close();
        assertThat(errors).isEmpty();
    }

    @Test
    void exchangesMessagesOverManyTerms() {
        Subscription subscription = client.addSubscription(IPC, STREAM);
        ConcurrentPublication publication = client.addPublication(IPC, STREAM);
        Await.until("connected", publication::isConnected);

        exchange(publication, subscription, 20_000);

        assertThat(publication.position()).isGreaterThan(10L * publication.termBufferLength());
    }

    @Test
    void exchangesMessagesOfAnExclusivePublicationOverManyTerms() {
        Subscription subscription = client.addSubscription(IPC, STREAM);
        ExclusivePublication publication = client.addExclusivePublication(IPC, STREAM);
        Await.until("connected", publication::isConnected);

        exchange(publication, subscription, 20_000);

        assertThat(publication.position()).isGreaterThan(10L * publication.termBufferLength());
    }

    /** Messages of 0 to the maximum length, each holding its number and a pattern. */
    private static void exchange(Publication publication, Subscription subscription, int count) {
        UnsafeBuffer message = new UnsafeBuffer(new byte[publication.maxMessageLength()]);
        int[] received = {0};
        FragmentAssembler assembler = new FragmentAssembler((buffer, offset, length, header) -> {
            int number = received[0]++;
            assertThat(length).isEqualTo(lengthOf(number, publication.maxMessageLength()));
            assertThat(buffer.getInt(offset)).isEqualTo(number);
            assertThat(buffer.getByte(offset + length - 1)).isEqualTo((byte) number);
        });
        for (int sent = 0; sent < count; ) {
            int length = lengthOf(sent, publication.maxMessageLength());
            message.putInt(0, sent);
            message.putByte(length - 1, (byte) sent);
            long result = publication.offer(message, 0, length);
            if (result > 0) {
                sent++;
            }
            subscription.poll(assembler, 10);
        }
        Await.until("all received", () -> {
            subscription.poll(assembler, 10);
            return received[0] == count;
        });
    }

    private static int lengthOf(int number, int max) {
        return number % 1000 == 0 ? max : 5 + number * 7 % 3000;
    }

    @Test
    void tellsOfImagesThatComeAndGo() {
        List<String> told = new CopyOnWriteArrayList<>();
        Subscription subscription = client.addSubscription(
                IPC,
                STREAM,
                image -> told.add("available " + image.sessionId()),
                image -> told.add("unavailable " + image.sessionId() + " closed=" + image.isClosed()));
        ExclusivePublication publication = client.addExclusivePublication(IPC, STREAM);
        Await.until("image", () -> subscription.imageCount() == 1);

        publication.close();
        Await.until("no image", () -> told.size() == 2);

        int sessionId = publication.sessionId();
        assertThat(told).containsExactly("available " + sessionId, "unavailable " + sessionId + " closed=true");
        assertThat(publication.offer(new UnsafeBuffer(new byte[8]), 0, 8)).isEqualTo(Publication.CLOSED);
    }

    @Test
    void sharesOnePublicationAmongThoseWhoAddTheSameStream() {
        ConcurrentPublication first = client.addPublication(IPC, STREAM);
        ConcurrentPublication second = client.addPublication(IPC, STREAM);

        assertThat(second.originalRegistrationId()).isEqualTo(first.registrationId());
        assertThat(second.sessionId()).isEqualTo(first.sessionId());
        assertThat(second.registrationId()).isNotEqualTo(first.registrationId());

        first.close();
        assertThat(second.isClosed()).isFalse();
        assertThat(second.offer(new UnsafeBuffer(new byte[8]), 0, 8)).isEqualTo(Publication.NOT_CONNECTED);
    }

    @Test
    void saysWhyTheDriverRefused() {
        assertThatThrownBy(() -> client.addPublication("aeron:ipc?term-length=7", STREAM))
                .isInstanceOfSatisfying(
                        RegistrationException.class,
                        refusal -> assertThat(refusal.errorCode()).isIn(1, 11));
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void addsAsynchronously() {
        long publicationId = client.asyncAddExclusivePublication(IPC, STREAM);
        long subscriptionId = client.asyncAddSubscription(IPC, STREAM);
        long refusedId = client.asyncAddPublication("aeron:ipc?term-length=7", STREAM);

        ExclusivePublication publication =
                Await.value("publication", () -> client.findExclusivePublication(publicationId));
        Subscription subscription = Await.value("subscription", () -> client.findSubscription(subscriptionId));
        assertThat(publication.registrationId()).isEqualTo(publicationId);
        assertThat(subscription.registrationId()).isEqualTo(subscriptionId);
        assertThatThrownBy(() -> Await.value("refused", () -> client.findPublication(refusedId)))
                .isInstanceOf(RegistrationException.class);
        assertThatThrownBy(() -> client.findPublication(refusedId)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client.findPublication(publicationId)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void countsWhereEverybodyCanRead() {
        Counter counter = client.addCounter(1234, "orders seen");
        counter.set(42);
        counter.increment();

        CountersReader counters = client.counters();
        assertThat(counters.getCounterValue(counter.id())).isEqualTo(43);
        assertThat(counters.getCounterLabel(counter.id())).isEqualTo("orders seen");
        assertThat(counters.getCounterOwnerId(counter.id())).isEqualTo(client.clientId());
        assertThat(counters.getCounterTypeId(counter.id())).isEqualTo(1234);

        counter.close();
        Await.until("freed", () -> counters.getCounterState(counter.id()) == CountersReader.RECORD_RECLAIMED);
        assertThat(counter.get()).isEqualTo(43);
    }

    @Test
    void findsAStaticCounterAgain() {
        Counter first = client.addStaticCounter(1234, "static", 77);
        Counter second = client.addStaticCounter(1234, "static", 77);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.registrationId()).isEqualTo(77);
        first.close();
        assertThat(client.counters().getCounterState(second.id())).isEqualTo(CountersReader.RECORD_ALLOCATED);
    }

    @Test
    void asksForAFreeSessionId() {
        int sessionId = client.nextSessionId(STREAM);

        ExclusivePublication publication = client.addExclusivePublication(IPC + "?session-id=" + sessionId, STREAM);
        assertThat(publication.sessionId()).isEqualTo(sessionId);
    }

    @Test
    void tellsThePublisherThatItsImageWasRejected() {
        List<PublicationError> told = new CopyOnWriteArrayList<>();
        ClientListener hearing = new ClientListener() {
            @Override
            public void onPublicationError(Publication publication, PublicationError error) {
                told.add(error);
            }
        };
        try (Client other = Client.connect(driver.clientConfig(), hearing)) {
            ConcurrentPublication publication = other.addPublication(IPC, STREAM);
            Subscription subscription = client.addSubscription(IPC, STREAM);
            Image image = Await.value("image", () -> subscription.imageBySessionId(publication.sessionId()));

            image.reject("no");

            Await.until("told", () -> !told.isEmpty());
            assertThat(told.get(0).errorCode()).isEqualTo(13);
            assertThat(told.get(0).message()).isEqualTo("no");
            assertThat(told.get(0).registrationId()).isEqualTo(publication.registrationId());
            Await.until("image gone", () -> subscription.imageCount() == 0);
        }
    }

    @Test
    void revokesWhatIsNotConsumed() {
        Subscription subscription = client.addSubscription(IPC, STREAM);
        ExclusivePublication publication = client.addExclusivePublication(IPC, STREAM);
        Image image = Await.value("image", () -> subscription.imageBySessionId(publication.sessionId()));
        // Connected comes first, room a moment later.
        Await.until("a message is taken", () -> publication.offer(new UnsafeBuffer(new byte[8]), 0, 8) > 0);

        publication.revoke();

        Await.until("closed", image::isClosed);
        assertThat(image.isRevoked()).isTrue();
        assertThat(image.position()).isZero();
    }

    @Test
    void worksWithAnInvoker() {
        List<String> told = new ArrayList<>();
        ClientListener recorder = new ClientListener() {
            @Override
            public void onImageAvailable(Image image) {
                told.add("available");
            }
        };
        try (Client invoked = Client.connect(driver.clientConfig().withUseInvoker(true), recorder)) {
            invoked.addSubscription(IPC, STREAM);
            invoked.addPublication(IPC, STREAM);
            Await.until("image", () -> {
                invoked.invoker().invoke();
                return !told.isEmpty();
            });
            assertThat(told).containsExactly("available");
        }
    }

    @Test
    @Conformance("SM-86")
    void introducesItselfBesideItsHeartbeat() {
        ClientConfig named = driver.clientConfig().withName("risk");
        try (Client other = Client.connect(named)) {
            other.addCounter(1234, "any");

            CountersReader counters = client.counters();
            Await.until(
                    "introduced",
                    () -> heartbeatLabel(counters, other.clientId())
                            .startsWith("client-heartbeat: id=" + other.clientId() + " name=risk version="));
        }
    }

    private static String heartbeatLabel(CountersReader counters, long clientId) {
        int id = counters.findByTypeIdAndRegistrationId(11, clientId);
        return id == CountersReader.NULL_COUNTER_ID ? "" : counters.getCounterLabel(id);
    }

    @Test
    void allocatesNothingWhileMessagesFlow() {
        Subscription subscription = client.addSubscription(IPC, STREAM);
        ConcurrentPublication publication = client.addPublication(IPC, STREAM);
        Await.until("connected", publication::isConnected);
        UnsafeBuffer message = new UnsafeBuffer(new byte[64]);
        long[] received = {0};
        FragmentAssembler assembler = new FragmentAssembler((buffer, offset, length, header) -> received[0] += length);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long leastAllocated = Long.MAX_VALUE;
        // The first rounds warm up.
        for (int i = 0; i < 20 && leastAllocated > 0; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            flow(publication, subscription, assembler, message);
            leastAllocated = Math.min(leastAllocated, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(leastAllocated).isZero();
        assertThat(received[0]).isPositive();
    }

    private static void flow(
            Publication publication, Subscription subscription, FragmentHandler handler, UnsafeBuffer message) {
        for (int sent = 0; sent < ALLOCATION_MESSAGES; ) {
            if (publication.offer(message, 0, 64) > 0) {
                sent++;
            } else if (subscription.poll(handler, 100) == 0) {
                Thread.yield();
            }
        }
    }

    @Test
    void addsAndRemovesDestinationsOfASubscription() {
        try (TestDriver driver = startDriver();
                Client client = Client.connect(driver.clientConfig())) {
            Subscription subscription = client.addSubscription("aeron:udp?control-mode=manual", STREAM);
            client.addPublication("aeron:ipc", STREAM);

            subscription.addDestination("aeron:ipc");
            Await.until("image", () -> subscription.imageCount() == 1);
            subscription.removeDestination("aeron:ipc");
            Await.until("no image", () -> subscription.imageCount() == 0);
            assertThatThrownBy(() -> subscription.addDestination("aeron:nothing"))
                    .isInstanceOf(RegistrationException.class);

            assertThat(subscription.localAddresses()).isEmpty();
            long id = subscription.asyncAddDestination("aeron:udp?endpoint=localhost:0");
            Await.until("the destination is added", () -> subscription.isDestinationChanged(id));
            assertThat(subscription.localAddresses()).singleElement().asString().matches("127\\.0\\.0\\.1:[1-9]\\d*");
            long removal = subscription.asyncRemoveDestination("aeron:udp?endpoint=localhost:0");
            Await.until("the destination is removed", () -> subscription.isDestinationChanged(removal));
            Await.until(
                    "its socket is closed", () -> subscription.localAddresses().isEmpty());
            long refused = subscription.asyncAddDestination("aeron:udp?endpoint=localhost:1|mtu=1408");
            assertThatThrownBy(() -> Await.until("the refusal", () -> subscription.isDestinationChanged(refused)))
                    .isInstanceOf(RegistrationException.class);
        }
    }

    @Test
    @Conformance("SM-88")
    void closesItselfWhenTheDriverStops() {
        Subscription subscription = client.addSubscription(IPC, STREAM);
        ConcurrentPublication publication = client.addPublication(IPC, STREAM);
        Counter counter = client.addCounter(1234, "any");
        Image image = Await.value("image", () -> subscription.imageBySessionId(publication.sessionId()));

        driver.stop();

        Await.until("closed", client::isClosed);
        Await.until("told", () -> closeCause.get() != null);
        assertThat(closeCause.get())
                .isInstanceOf(DriverUnavailableException.class)
                .hasMessageContaining("shut down");
        assertThat(publication.offer(new UnsafeBuffer(new byte[8]), 0, 8)).isEqualTo(Publication.CLOSED);
        assertThat(image.isClosed()).isTrue();
        assertThat(subscription.isClosed()).isTrue();
        assertThat(counter.isClosed()).isTrue();
        assertThatThrownBy(() -> client.addPublication(IPC, STREAM))
                .isInstanceOf(BusException.class)
                .hasMessageContaining("shut down");
    }
}
