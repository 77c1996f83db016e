package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.Conformance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConductorTest {
    private final DriverHarness driver = DriverHarness.start();
    private final RawClient client = driver.newClient();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    @Conformance({"SM-25", "DB-13"})
    void aFirstPublicationIsAnsweredAfterTheClientsHeartbeatCounter() {
        client.addPublication("aeron:ipc", 1001);

        driver.run();

        assertThat(driver.events()).isEqualTo("""
                ON_COUNTER_READY registration=1 counter=46
                ON_PUBLICATION_READY correlation=2 registration=2 session=5000 stream=1001 limit=48 status=-1 logFile=publications/2.logbuffer
                """);
    }

    @Test
    @Conformance({"SM-28", "DB-45"})
    void aSubscriptionMeetsAPublication() {
        client.addSubscription("aeron:ipc", 1001);
        client.addPublication("aeron:ipc", 1001);
        driver.run();

        assertThat(driver.events()).isEqualTo("""
                ON_COUNTER_READY registration=1 counter=46
                ON_SUBSCRIPTION_READY correlation=2 status=-1
                ON_PUBLICATION_READY correlation=3 registration=3 session=5000 stream=1001 limit=48 status=-1 logFile=publications/3.logbuffer
                ON_AVAILABLE_IMAGE correlation=3 session=5000 stream=1001 subscription=2 counter=49 logFile=publications/3.logbuffer sourceIdentity=aeron:ipc
                """);
    }
}
