package io.tradebus.spring.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.BusException;
import io.tradebus.core.runtime.ConnectionDiagnosis;
import io.tradebus.core.runtime.ConnectionDiagnosis.Reason;
import io.tradebus.core.runtime.PublisherLoss;
import io.tradebus.core.runtime.RuntimeObserver;
import io.tradebus.core.runtime.StreamDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class BusReporterTest {
    private static final StreamDefinition ORDERS = StreamDefinition.of("orders", "aeron:udp?endpoint=10.0.0.2:1", 7);
    private static final ConnectionDiagnosis CLOSED =
            new ConnectionDiagnosis(Reason.PORT_CLOSED, "nobody listens at 10.0.0.2:1");

    @Test
    void warnsOfEachSideThatIsNotConnectedAndNotTwiceInTenSeconds(CapturedOutput output) {
        var events = new BusEvents(event -> {});
        var observers = new RuntimeObservers(List.of(new BusReporter(events, "")));

        observers.onNotConnected(ORDERS, null, CLOSED, Duration.ofSeconds(10));
        observers.onNotConnected(ORDERS, "risk", CLOSED, Duration.ofSeconds(12));
        observers.onNotConnected(ORDERS, null, CLOSED, Duration.ofSeconds(14));

        assertThat(output.getAll())
                .containsOnlyOnce("orders: not connected for 10 s: nobody listens at 10.0.0.2:1")
                .containsOnlyOnce("orders: listener risk has no publisher for 12 s: nobody listens at 10.0.0.2:1")
                .doesNotContain("for 14 s");
    }

    @Test
    void saysWhatMayNotHaveBeenDeliveredWithALostDriver(CapturedOutput output) {
        var reporter = new BusReporter(new BusEvents(event -> {}), "");
        var driver = new RuntimeObserver.DriverLink(false, Path.of("dir"), 1, 2, Duration.ZERO, 0);
        List<PublisherLoss> publishers =
                List.of(new PublisherLoss("orders", 5, 192, 192, 640), new PublisherLoss("fills", 6, 64, 64, 64));

        reporter.onDriverLost(driver, new BusException("it has died"), publishers, true);

        assertThat(output.getAll())
                .contains("external driver lost: it has died; offers answer NOT_CONNECTED until it is back")
                .contains("orders: 448 bytes of session 5 may not have been delivered, from position 192 to 640")
                .doesNotContain("fills");
    }

    @Test
    void logsEachWarningOnceInTenSecondsAndNotMoreThanAHundredOfThem(CapturedOutput output) {
        var reporter = new BusReporter(new BusEvents(event -> {}), "");

        for (int i = 0; i < 1000; i++) {
            reporter.onWarning("receiver " + i + " refused a stream");
            reporter.onWarning("receiver 7 refused a stream");
        }

        assertThat(output.getAll())
                .containsOnlyOnce("receiver 0 refused a stream")
                .containsOnlyOnce("receiver 7 refused a stream")
                .doesNotContain("receiver 500 refused a stream");
    }
}
