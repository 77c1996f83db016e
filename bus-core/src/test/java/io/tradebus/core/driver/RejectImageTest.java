package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.support.Conformance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A publication (2) that two subscriptions (3, 4) read, one of which rejects it. */
class RejectImageTest {
    private final DriverHarness driver = DriverHarness.start();
    private final RawClient client = driver.newClient();

    @BeforeEach
    void addPublicationAndSubscriptions() {
        client.addPublication("aeron:ipc", 1001);
        client.addSubscription("aeron:ipc", 1001);
        client.addSubscription("aeron:ipc", 1001);
        driver.run();
        driver.events();
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    @Conformance({"SM-36", "DB-89"})
    void endsTheImageForAllAndLinksThemAgainAfterTheCoolDown() {
        client.rejectImage(2, "cannot decode");
        driver.run();

        assertThat(driver.events()).isEqualTo("""
                ON_PUBLICATION_ERROR registration=2 destination=-1 session=5000 stream=1001 receiver=-1 groupTag=-1 addressType=1 port=0 address=7f000001000000000000000000000000 code=13 message=cannot decode
                ON_UNAVAILABLE_IMAGE correlation=2 subscription=3 stream=1001 channel=aeron:ipc
                ON_UNAVAILABLE_IMAGE correlation=2 subscription=4 stream=1001 channel=aeron:ipc
                ON_OPERATION_SUCCESS correlation=5
                """);
        assertThat(driver.log(2).isConnected()).isFalse();
        assertThat(driver.counter(SystemCounter.IMAGES_REJECTED)).isEqualTo(1);

        driver.seconds(9, client);
        assertThat(driver.events()).isEmpty();

        driver.seconds(1, client);
        assertThat(driver.events())
                .contains("ON_AVAILABLE_IMAGE correlation=2 session=5000 stream=1001 subscription=3")
                .contains("ON_AVAILABLE_IMAGE correlation=2 session=5000 stream=1001 subscription=4");
        assertThat(driver.log(2).isConnected()).isTrue();
    }

    @Test
    void keepsNewSubscribersOutUntilTheCoolDownIsOver() {
        client.rejectImage(2, "cannot decode");
        client.addSubscription("aeron:ipc", 1001);
        driver.run();
        assertThat(driver.events())
                .contains("ON_SUBSCRIPTION_READY correlation=6")
                .doesNotContain("ON_AVAILABLE_IMAGE");

        driver.seconds(10, client);
        assertThat(driver.events()).contains("subscription=6");
    }

    @Test
    void anotherRejectionMakesTheCoolDownLonger() {
        client.rejectImage(2, "cannot decode");
        driver.seconds(6, client);
        client.rejectImage(2, "still not");
        driver.seconds(6, client);
        assertThat(driver.events()).doesNotContain("ON_AVAILABLE_IMAGE");

        driver.seconds(4, client);
        assertThat(driver.events()).contains("ON_AVAILABLE_IMAGE");
    }

    @Test
    @Conformance("DB-90")
    void refusesAReasonThatIsTooLongAndAnImageThatIsNotThere() {
        client.rejectImage(2, "x".repeat(1024));
        client.rejectImage(77, "cannot decode");
        client.rejectImage(2, "x".repeat(1023));
        driver.run();

        assertThat(driver.events())
                .contains("ON_ERROR correlation=5 code=11 message=Invalidation reason must be 1023 bytes or less\n")
                .contains("ON_ERROR correlation=6 code=11 message=Unable to resolve image for correlationId=77\n")
                .contains("ON_OPERATION_SUCCESS correlation=7\n");
        assertThat(driver.counter(SystemCounter.IMAGES_REJECTED)).isEqualTo(1);
    }

    @Test
    void tellsNobodyAgainThatAnImageIsGone() {
        client.addPublication("aeron:ipc", 1001);
        client.revokePublication(2);
        driver.seconds(1, client);
        assertThat(driver.events()).contains("ON_UNAVAILABLE_IMAGE correlation=2");

        client.rejectImage(2, "cannot decode");
        driver.run();

        assertThat(driver.events()).contains("ON_OPERATION_SUCCESS").doesNotContain("ON_UNAVAILABLE_IMAGE");
    }

    @Test
    void freesThePositionsOfTheRejectedImage() {
        client.rejectImage(2, "cannot decode");
        driver.run();

        assertThat(driver.counterId(CounterType.SUBSCRIBER_POSITION, 3)).isEqualTo(-1);
        assertThat(driver.counterId(CounterType.SUBSCRIBER_POSITION, 4)).isEqualTo(-1);
    }
}
