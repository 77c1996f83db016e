package io.tradebus.guide.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerState;
import io.tradebus.spring.test.BusTest;
import io.tradebus.spring.test.BusTestDriver;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
@Import(Alarm.class)
@ExtendWith(OutputCaptureExtension.class)
@BusTest(
        streams = {"orders=ipc:1", "dead-letters=ipc:2"},
        properties = "bus.listeners.booking.dead-letter.stream=dead-letters")
class ErrorsGuideTest {
    @Autowired
    BusTemplate bus;

    @Autowired
    BusTestDriver driver;

    @Autowired
    BusListenerRegistry listeners;

    @Autowired
    Alarm alarm;

    @MockitoBean
    Accounts accounts;

    @Test
    void copiesWhatNoAttemptWouldHelp(CapturedOutput output) {
        willThrow(IllegalArgumentException.class).given(accounts).book("bad");
        bus.send("orders", "bad");
        bus.send("orders", "good");
        driver.advance(Duration.ofSeconds(1));

        verify(accounts).book("good");
        assertThat(output).contains("not handled after 1 attempts: stream 1, session");
        assertThat(listeners.listener("booking").state()).isEqualTo(ListenerState.RUNNING);
    }

    @Test
    void triesTheRestTenTimesAndHalts() {
        willThrow(IllegalStateException.class).given(accounts).book("unlucky");
        bus.send("orders", "unlucky");
        driver.advance(Duration.ofMinutes(1));

        verify(accounts, times(10)).book("unlucky");
        assertThat(listeners.listener("booking").state()).isEqualTo(ListenerState.HALTED);
        assertThat(alarm.last()).contains("listener booking has halted");
    }
}
