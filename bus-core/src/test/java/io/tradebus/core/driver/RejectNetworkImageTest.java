package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.media.PortRole;
import io.tradebus.core.format.frame.ErrorFrame;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.support.Conformance;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams over the network that a reader cannot make sense of, as seen by the reader's driver and by the publisher's. */
class RejectNetworkImageTest {
    private static final String CHANNEL = "aeron:udp?endpoint=localhost:20121";
    private static final int STREAM_ID = 1001;

    private final TestNetwork network = new TestNetwork();
    private final TestDatagrams sender = new TestDatagrams(7, STREAM_ID, 40);
    private final DriverHarness driver = DriverHarness.start(config -> config, network::join);
    private final RawClient client = driver.newClient();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    @Conformance({"WP-93", "WP-51"})
    void theImageEndsWhenItHasTimedOutAndMayComeBack() {
        client.addSubscription(CHANNEL, STREAM_ID);
        driver.run();
        receive(sender.setup(0));
        receive(sender.data(0, 128));
        driver.consume(2, 128);
        driver.events();
        network.port(PortRole.RECEIVER).takeSent();

        long rejection = client.rejectImage(3, "cannot decode");
        driver.run();
        assertThat(driver.events()).isEqualTo("ON_OPERATION_SUCCESS correlation=" + rejection + "\n");
        assertThat(driver.counter(SystemCounter.IMAGES_REJECTED)).isEqualTo(1);

        for (int i = 0; i < 9; i++) {
            client.keepAlive();
            receive(sender.data(128, 64));
            driver.seconds(1);
        }
        assertThat(driver.events()).isEmpty();
        assertThat(network.port(PortRole.RECEIVER).takeSent())
                .hasSizeGreaterThanOrEqualTo(9)
                .allMatch(line -> line.startsWith("ERR session=7 stream=1001") && line.endsWith("'cannot decode'"));
        assertThat(driver.counter(SystemCounter.ERROR_FRAMES_SENT)).isGreaterThanOrEqualTo(9);

        for (int i = 0; i < 4; i++) {
            client.keepAlive();
            receive(sender.data(128, 64));
            driver.seconds(1);
        }
        assertThat(driver.events()).startsWith("ON_UNAVAILABLE_IMAGE correlation=3 subscription=2");
        network.port(PortRole.RECEIVER).takeSent();

        receive(sender.setup(192));
        driver.seconds(1);
        assertThat(driver.events()).contains("ON_AVAILABLE_IMAGE");
        assertThat(network.port(PortRole.RECEIVER).takeSent()).anyMatch(line -> line.startsWith("SM session=7"));
    }

    @Test
    void theReasonCarriesTheTagOfTheGroup() {
        client.addSubscription(CHANNEL + "|gtag=5", STREAM_ID);
        driver.run();
        receive(sender.setup(0));
        driver.run();
        network.port(PortRole.RECEIVER).takeSent();

        client.rejectImage(3, "");
        driver.run();
        driver.milliseconds(200);

        assertThat(network.port(PortRole.RECEIVER).takeSent())
                .singleElement()
                .asString()
                .startsWith("ERR session=7 stream=1001")
                .contains("groupTag=5", "code=13", "flags=0x8");
    }

    @Test
    void whatCannotBeRejectedIsRefused() {
        client.addSubscription(CHANNEL, STREAM_ID);
        driver.run();
        receive(sender.setup(0));
        long tooLong = client.rejectImage(3, "x".repeat(1024));
        long unknown = client.rejectImage(4711, "cannot decode");
        long longest = client.rejectImage(3, "x".repeat(1023));

        driver.run();

        assertThat(driver.events())
                .contains("ON_ERROR correlation=" + tooLong + " code=11 message=Invalidation reason must be 1023")
                .contains("ON_ERROR correlation=" + unknown + " code=11 message=Unable to resolve image")
                .contains("ON_OPERATION_SUCCESS correlation=" + longest);
    }

    @Test
    @Conformance({"WP-94", "DB-88"})
    void thePublisherIsToldOnceUntilTheReceiverIsBack() {
        client.addPublication(CHANNEL, STREAM_ID);
        driver.run();
        TestDatagrams about = new TestDatagrams(
                5000, STREAM_ID, LogMetadata.initialTermId(driver.log(2).metadata()));
        publisherHears(about.statusMessage(0));
        assertThat(driver.log(2).isConnected()).isTrue();
        driver.events();

        publisherHears(refusal("no\u0007"));
        publisherHears(refusal("no\u0007"));

        String told =
                "ON_PUBLICATION_ERROR registration=2 destination=-1 session=5000 stream=1001 receiver=99 groupTag=-1"
                        + " addressType=1 port=9 address=0a000009000000000000000000000000 code=13 message=no\u0007\n";
        assertThat(driver.events()).isEqualTo(told);
        assertThat(driver.log(2).isConnected()).isFalse();
        assertThat(driver.errorLog())
                .contains("WARN - a receiver refused a stream: registration=2")
                .contains("reason=no\\x07");
        assertThat(driver.counter(SystemCounter.ERROR_FRAMES_RECEIVED)).isEqualTo(2);

        publisherHears(about.statusMessage(0));
        assertThat(driver.log(2).isConnected()).isTrue();
        publisherHears(refusal("no\u0007"));
        assertThat(driver.events()).isEqualTo(told);
    }

    private static UnsafeBuffer refusal(String reason) {
        UnsafeBuffer frame = new UnsafeBuffer(new byte[ErrorFrame.HEADER_LENGTH + reason.length()]);
        ErrorFrame.write(frame, 0, 5000, STREAM_ID, 99, 13, reason);
        return frame;
    }

    private void receive(UnsafeBuffer datagram) {
        network.port(PortRole.RECEIVER).arrives(datagram);
        driver.run();
    }

    private void publisherHears(UnsafeBuffer datagram) {
        network.port(PortRole.SENDER).arrives(datagram);
        driver.run();
    }
}
