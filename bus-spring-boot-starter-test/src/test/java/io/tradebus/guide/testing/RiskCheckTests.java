package io.tradebus.guide.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

import io.tradebus.core.runtime.OfferStatus;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerState;
import io.tradebus.spring.test.BusBackPressure;
import io.tradebus.spring.test.BusProbe;
import io.tradebus.spring.test.BusTest;
import io.tradebus.spring.test.BusTestDriver;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SuppressWarnings("try") // Back-pressure is there for as long as it is open.
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
// tag::class[]
@BusTest(streams = {"orders=ipc:1001", "checked-orders=ipc:1002"})
class RiskCheckTests {
    @Autowired
    BusTemplate bus;

    @Autowired
    BusTestDriver driver;

    @Autowired
    BusListenerRegistry listeners;

    @MockitoBean
    Accounts accounts;
    // end::class[]

    @BeforeEach
    void knowsAlice() {
        given(accounts.isKnown("alice")).willReturn(true);
    }

    // tag::passes[]
    @Test
    void passesOnTheOrdersOfKnownAccounts() {
        try (BusProbe checked = BusProbe.of(bus, "checked-orders")) {
            bus.send("orders", "alice");

            assertThat(checked).hasReceived(1).decodedAs(String.class).containsExactly("alice");
        }
    }
    // end::passes[]

    @Test
    void triesAgainAndHaltsOnUnknownAccount() {
        BusListenerHandle riskCheck = listeners.listener("risk-check-on-order");

        // tag::retries[]
        bus.send("orders", "nobody");
        driver.run();
        assertThat(riskCheck.state()).isEqualTo(ListenerState.RETRYING);

        // Retries come after 10, 20 and 40 ms; nobody has to wait for them.
        driver.advance(Duration.ofMillis(69));
        assertThat(riskCheck.state()).isEqualTo(ListenerState.RETRYING);
        driver.advance(Duration.ofMillis(1));
        assertThat(riskCheck.state()).isEqualTo(ListenerState.HALTED);
        // end::retries[]
        assertThat(riskCheck.failure()).isPresent();
    }

    @Test
    void keepsTheOrderWhileThereIsNoRoomForTheResult() {
        try (BusProbe checked = BusProbe.of(bus, "checked-orders")) {
            try (BusBackPressure full = driver.backPressure("checked-orders")) {
                bus.send("orders", "alice");
                driver.advance(Duration.ofSeconds(1));
                assertThat(checked).hasReceivedNothing();
            }

            assertThat(checked).hasReceived(1).lastAs(String.class).isEqualTo("alice");
        }
    }

    @Test
    void tellsThePublisherOfBackPressure() {
        // tag::pressure[]
        try (BusBackPressure full = driver.backPressure("orders")) {
            assertThat(bus.offer("orders", "alice").status()).isEqualTo(OfferStatus.BACK_PRESSURED);
        }
        assertThat(bus.offer("orders", "alice").isAccepted()).isTrue();
        // end::pressure[]
    }
}
