package io.tradebus.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.request.ReplyHandler;
import io.tradebus.core.client.request.RequestCounts;
import io.tradebus.core.client.request.RequestEnd;
import io.tradebus.core.client.request.Requester;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.driver.launch.DriverProgram;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.FreePorts;
import java.nio.file.Path;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that replies is killed and started again under load: requests are replied to again each time, and each of them
 * ends exactly once. {@code -Dresponder.kills=50} kills it more often.
 */
class KilledResponderIT {
    private static final String KILLS = "responder.kills";
    private static final int DEFAULT_KILLS = 3;
    private static final long TIMEOUT_NS = 2_000_000_000L;

    @TempDir
    Path home;

    private final Path own = InvokedBus.newDirectory();
    private final Path other = InvokedBus.newDirectory();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[64]);
    private long ended;
    private long endedTwice;
    private long replied;

    @AfterEach
    void delete() {
        InvokedBus.deleteDirectory(own);
        InvokedBus.deleteDirectory(other);
    }

    @Test
    void eachRequestEndsOnce() {
        String requestPort = Integer.toString(FreePorts.next());
        String replyPort = Integer.toString(FreePorts.next());
        try (BusRuntime runtime = BusRuntime.embedded(
                        ReplyingProgram.config(own), ClientConfig.defaults(own), RuntimeObserver.NONE);
                Requester requester = runtime.requester(ReplyingProgram.stream(requestPort, replyPort), 64)) {
            for (int i = Integer.getInteger(KILLS, DEFAULT_KILLS); i >= 0; i--) {
                try (DriverProgram responder = responder(requestPort, replyPort)) {
                    long before = replied;
                    Await.until("requests are replied to", () -> ask(requester) && replied >= before + 1_000);
                    responder.signal("KILL");
                    responder.exitStatus();
                }
            }
            Await.until(
                    "all have ended",
                    () -> requester.poll(10) >= 0 && requester.counts().inFlight() == 0);

            RequestCounts counts = requester.counts();
            System.out.println(counts);
            assertThat(endedTwice).isZero();
            assertThat(ended).isEqualTo(counts.sent());
            assertThat(counts.replied() + counts.timedOut() + counts.lost()).isEqualTo(counts.sent());
            assertThat(counts.unknown()).isZero();
        }
    }

    private boolean ask(Requester requester) {
        for (int i = 0; i < 100; i++) {
            requester.request(message, 0, message.capacity(), TIMEOUT_NS, new Once());
            requester.poll(10);
        }
        return true;
    }

    private DriverProgram responder(String requestPort, String replyPort) {
        return DriverProgram.java(
                home,
                Map.of(),
                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ReplyingProgram.class.getName(),
                other.toString(),
                requestPort,
                replyPort);
    }

    private final class Once implements ReplyHandler {
        private boolean hasEnded;

        @Override
        public void onReply(DirectBuffer buffer, int offset, int length) {
            replied++;
            end();
        }

        @Override
        public void onEnd(RequestEnd end) {
            end();
        }

        private void end() {
            ended++;
            endedTwice += hasEnded ? 1 : 0;
            hasEnded = true;
        }
    }
}
