package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.Conformance;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientCountersTest {
    private final DriverHarness driver = DriverHarness.start();
    private final RawClient client = driver.newClient();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    @Conformance("SM-33")
    void anAddedCounterBelongsToItsClient() {
        client.addCounter(1000, "orders");
        driver.run();

        assertThat(driver.events()).isEqualTo("""
                ON_COUNTER_READY registration=1 counter=46
                ON_COUNTER_READY registration=2 counter=47
                """);
        assertThat(driver.counters().getCounterLabel(47)).isEqualTo("orders");
        assertThat(driver.counters().getCounterTypeId(47)).isEqualTo(1000);
        assertThat(driver.counters().getCounterRegistrationId(47)).isEqualTo(2);
        assertThat(driver.counters().getCounterOwnerId(47)).isEqualTo(1);
    }

    @Test
    @Conformance({"SM-33", "SM-31", "SM-78"})
    void aRemovedCounterIsAnsweredThenAnnouncedThenFreed() {
        client.addCounter(1000, "orders");
        driver.run();
        driver.events();

        client.removeCounter(2);
        client.removeCounter(2);
        driver.run();

        assertThat(driver.events()).isEqualTo("""
                ON_OPERATION_SUCCESS correlation=3
                ON_UNAVAILABLE_COUNTER registration=2 counter=47
                ON_ERROR correlation=4 code=5 message=unknown counter: 2
                """);
        assertThat(driver.counters().getCounterState(47)).isEqualTo(CountersReader.RECORD_RECLAIMED);
    }

    @Test
    @Conformance({"SM-78", "DB-19"})
    void anIdIsNotUsedAgainBeforeTheReuseTimeout() {
        client.addCounter(1000, "first");
        client.removeCounter(2);
        client.addCounter(1000, "second");
        driver.run();
        assertThat(driver.events()).contains("ON_COUNTER_READY registration=4 counter=48");

        driver.seconds(1, client);
        client.addCounter(1000, "third");
        driver.run();
        assertThat(driver.events()).contains("ON_COUNTER_READY registration=5 counter=47");
    }

    @Test
    @Conformance({"SM-34", "DB-17"})
    void aStaticCounterIsFoundAgainAndOutlivesItsClient() {
        client.addStaticCounter(77, 1000, "static");
        client.addStaticCounter(77, 1000, "other words");
        client.addStaticCounter(77, 1001, "other type");
        driver.run();
        assertThat(driver.events()).isEqualTo("""
                ON_COUNTER_READY registration=1 counter=46
                ON_STATIC_COUNTER correlation=2 counter=47
                ON_STATIC_COUNTER correlation=3 counter=47
                ON_STATIC_COUNTER correlation=4 counter=48
                """);
        assertThat(driver.counters().getCounterOwnerId(47)).isEqualTo(-1);

        client.close();
        driver.seconds(2);
        RawClient other = driver.newClient();
        other.addStaticCounter(77, 1000, "again");
        driver.run();

        assertThat(driver.events()).contains("ON_STATIC_COUNTER correlation=6 counter=47");
        assertThat(driver.counters().getCounterLabel(47)).isEqualTo("static");
    }

    @Test
    @Conformance({"SM-34", "DB-18"})
    void aStaticCounterDoesNotTakeTheOneOfAClient() {
        client.addCounter(1000, "mine");
        driver.run();
        driver.events();

        client.addStaticCounter(2, 1000, "static");
        driver.run();

        assertThat(driver.events())
                .isEqualTo("ON_ERROR correlation=3 code=11 message=cannot add static counter, because a non-static"
                        + " counter exists (counterId=47) for typeId=1000 and registrationId=2\n");
    }

    @Test
    void noMoreCountersThanThereIsRoomFor() {
        int room = driver.counters().maxCounterId() + 1;
        for (int i = 0; i < room; i++) {
            client.addCounter(1000, "one of many");
            driver.run();
        }

        assertThat(driver.events()).contains("code=11");
        client.nextSessionId(1001);
        driver.run();
        assertThat(driver.events()).contains("ON_NEXT_AVAILABLE_SESSION_ID");
    }
}
