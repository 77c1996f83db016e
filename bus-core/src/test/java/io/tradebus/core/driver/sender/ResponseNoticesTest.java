package io.tradebus.core.driver.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.FlowControlKind;
import io.tradebus.core.format.frame.ResponseSetupFrame;
import java.util.HashSet;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the conductor hears of responders, which say again and again in which session they answer. */
class ResponseNoticesTest {
    private static final int SPACING_MS = 10;

    private final SenderHarness harness = new SenderHarness();

    @BeforeEach
    void ask() {
        harness.add(new TestStream().group(FlowControlKind.MAX, 0, -1).asking(4711));
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void comeForOneSessionNotMoreOftenThanEvery10Ms() {
        say(81);
        harness.runMs(SPACING_MS - 1);
        say(81);
        assertThat(harness.conductorHeard()).containsExactly("response 81 to 4711");

        harness.runMs(1);
        say(81);
        assertThat(harness.conductorHeard()).hasSize(2);
    }

    @Test
    void comeForEachOfSeveralRespondersThatSpeakAtTheSameTime() {
        for (int i = 0; i < 5; i++) {
            say(81);
            say(82);
            say(83);
            harness.runMs(SPACING_MS);
        }

        assertThat(harness.conductorHeard()).hasSize(15);
        assertThat(new HashSet<>(harness.conductor.told))
                .containsExactlyInAnyOrder("response 81 to 4711", "response 82 to 4711", "response 83 to 4711");
    }

    @Test
    void areBoundedWhenSessionsAreMadeUp() {
        for (int session = 0; session < 1_000; session++) {
            say(session);
        }
        assertThat(harness.conductorHeard()).hasSize(8);

        harness.runMs(SPACING_MS);
        say(81);
        assertThat(harness.conductorHeard()).hasSize(9).contains("response 81 to 4711");
    }

    private void say(int responseSessionId) {
        UnsafeBuffer frame = SenderHarness.frame(ResponseSetupFrame.LENGTH);
        ResponseSetupFrame.write(frame, 0, TestStream.SESSION, TestStream.STREAM, responseSessionId);
        harness.deliver(frame);
        harness.cycle();
    }
}
