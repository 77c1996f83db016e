package io.tradebus.core.runtime;

import static io.tradebus.core.runtime.InvokedBus.FILLS;
import static io.tradebus.core.runtime.InvokedBus.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.client.Image;
import io.tradebus.core.client.Publication;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.driver.Driver;
import io.tradebus.core.idle.Wakeups;
import io.tradebus.core.support.Await;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscriptions that are asked for again, and the one that a listener may have had meanwhile. */
class AskedSubscriptionsTest {
    private final Path directory = InvokedBus.newDirectory();
    private final Driver driver = Driver.start(InvokedBus.smallDriver(directory));
    private final DriverConnection connection = DriverConnection.open(
            ClientConfig.defaults(directory),
            null,
            RuntimeObserver.NONE,
            RuntimeClocks.SYSTEM,
            new Wakeups(),
            () -> {});
    private final AskedSubscriptions asked = new AskedSubscriptions(connection);
    private final Publication publication = connection.publication(ORDERS);
    private final List<Image> announced = new CopyOnWriteArrayList<>();

    @BeforeEach
    void ask() {
        assertThatThrownBy(this::take).as("it may not ask yet").isInstanceOf(AskedSubscriptions.NotYet.class);
        asked.mayAsk(true);
        assertThatThrownBy(this::take).isInstanceOf(AskedSubscriptions.NotYet.class);
        Await.until("the driver has it", publication::isConnected);
    }

    @AfterEach
    void close() {
        connection.close();
        driver.close();
        InvokedBus.deleteDirectory(directory);
    }

    private Subscription take() {
        return asked.subscribe(ORDERS, announced::add);
    }

    private boolean isTaken() {
        try {
            take();
            return true;
        } catch (AskedSubscriptions.NotYet e) {
            return false;
        }
    }

    /** The driver tells of images in their order: those of what was asked for before have come then. */
    private Subscription another() {
        Subscription other = connection.subscribe(ORDERS, image -> {});
        Await.until("it has its image", other::isConnected);
        return other;
    }

    @Test
    void imagesAreAnnouncedWhenItIsTakenAndAfterThat() {
        another();
        assertThat(announced).isEmpty();

        Await.until("taken", this::isTaken);
        assertThat(announced).hasSize(1);

        Publication second = connection.client().addExclusivePublication(ORDERS.channel(), ORDERS.streamId());
        Await.until("announced", () -> announced.size() == 2);
        assertThat(announced.get(1).sessionId()).isEqualTo(second.sessionId());
    }

    @Test
    void noneIsAnnouncedOfOneThatIsGivenUpForAnother() {
        Subscription other = another();

        asked.abandon();

        Await.until("only the other is left", () -> subscriberCount() == 1);
        assertThat(announced).isEmpty();
        assertThat(other.isConnected()).isTrue();
    }

    @Test
    void givesUpAllAlsoIfOneCannotBe() {
        assertThatThrownBy(() -> asked.subscribe(FILLS, image -> {})).isInstanceOf(AskedSubscriptions.NotYet.class);
        List<Long> given = new ArrayList<>();

        assertThatThrownBy(() -> asked.abandon(id -> {
                    given.add(id);
                    throw new IllegalStateException("cannot give up " + id);
                }))
                .satisfies(first -> {
                    assertThat(first).hasMessage("cannot give up " + given.get(0));
                    assertThat(first.getSuppressed()).hasSize(1);
                });
        asked.abandon(given::add);

        assertThat(given).as("none is left").hasSize(2).doesNotHaveDuplicates();
    }

    private int subscriberCount() {
        return SubscriberPositions.of(connection.counters(), publication.sessionId(), ORDERS.streamId())
                .count();
    }
}
