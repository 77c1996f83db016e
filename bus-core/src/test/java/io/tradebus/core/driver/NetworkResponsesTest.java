package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.media.PortRole;
import io.tradebus.core.format.frame.ResponseSetupFrame;
import io.tradebus.core.format.frame.SetupFrame;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.support.Conformance;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests and responses over UDP, one side at a time. */
class NetworkResponsesTest {
    private static final String REQUESTS = "aeron:udp?endpoint=localhost:20121";
    private static final String RESPONSES = "aeron:udp?control-mode=response|control=localhost:20122";
    private static final int REQUEST_STREAM = 1001;
    private static final int RESPONSE_STREAM = 1002;

    private final TestNetwork network = new TestNetwork();
    private final DriverHarness driver = DriverHarness.start(config -> config, network::join);
    private final RawClient client = driver.newClient();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    @Conformance({"WP-88", "WP-90", "DB-85"})
    void whoWaitsForResponsesReadsNothingUntilItIsToldTheSession() {
        long responses = client.addSubscription(RESPONSES, RESPONSE_STREAM);
        client.addPublication(REQUESTS + "|session-id=7|response-correlation-id=" + responses, REQUEST_STREAM);
        driver.run();
        TestPort port = network.port(PortRole.RECEIVER);
        assertThat(port.takeSent()).singleElement().asString().contains("SM session=0 stream=0");

        port.arrives(new TestDatagrams(8, RESPONSE_STREAM, 5).setup(0));
        driver.run();
        driver.seconds(3, client);
        assertThat(port.takeSent()).isEmpty();

        isNamed(8);
        driver.run();
        assertThat(port.takeSent()).singleElement().asString().contains("SM session=8 stream=1002");
        driver.milliseconds(100);
        isNamed(8);
        driver.run();
        assertThat(port.takeSent()).singleElement().asString().contains("SM session=8 stream=1002");

        port.arrives(new TestDatagrams(8, RESPONSE_STREAM, 5).setup(0));
        port.arrives(new TestDatagrams(9, RESPONSE_STREAM, 5).setup(0));
        driver.run();
        assertThat(driver.events())
                .containsOnlyOnce("ON_AVAILABLE_IMAGE")
                .contains("session=8 stream=1002 subscription=" + responses);
    }

    @Test
    @Conformance("WP-33")
    void onlyRequestsAskForASetupOfResponses() {
        long responses = client.addSubscription(RESPONSES, RESPONSE_STREAM);
        client.addPublication(REQUESTS, REQUEST_STREAM);
        driver.run();
        assertThat(network.port(PortRole.SENDER).takeSent().toString()).doesNotContain("flags");

        client.addPublication(REQUESTS + "|response-correlation-id=" + responses, REQUEST_STREAM);
        driver.run();
        assertThat(network.port(PortRole.SENDER).takeSent().toString()).contains("flags=0x80");
    }

    @Test
    void whatNamesSessionsTooOftenIsHeardSometimes() {
        long responses = client.addSubscription(RESPONSES, RESPONSE_STREAM);
        client.addPublication(REQUESTS + "|session-id=7|response-correlation-id=" + responses, REQUEST_STREAM);
        driver.run();
        network.port(PortRole.RECEIVER).takeSent();

        for (int i = 0; i < 100; i++) {
            isNamed(i);
        }
        driver.run();

        assertThat(network.port(PortRole.RECEIVER).takeSent()).hasSize(1);
    }

    @Test
    void whereSeveralMayAnswerTheFirstOneKeepsItsPlace() {
        long responses = client.addSubscription(RESPONSES, RESPONSE_STREAM);
        String group = "aeron:udp?endpoint=224.20.30.39:20121|interface=192.168.0.5";
        client.addPublication(group + "|session-id=7|response-correlation-id=" + responses, REQUEST_STREAM);
        driver.run();
        TestPort port = network.port(PortRole.RECEIVER);
        isNamed(8);
        driver.run();
        port.arrives(new TestDatagrams(8, RESPONSE_STREAM, 5).setup(0));
        driver.milliseconds(100);

        isNamed(9);
        driver.run();
        assertThat(port.takeSent().toString()).contains("session=8").doesNotContain("session=9");

        driver.seconds(12, client);
        isNamed(9);
        driver.run();
        assertThat(port.takeSent().toString()).contains("session=9");
    }

    @Test
    @Conformance("DB-64")
    void whoWaitsForResponsesDoesNotShareWithWhoReadsAll() {
        client.addSubscription(RESPONSES, RESPONSE_STREAM);
        client.addSubscription("aeron:udp?control=localhost:20122", RESPONSE_STREAM);
        driver.run();

        assertThat(driver.events())
                .contains("code=1 message=option conflicts with existing subscription: isResponse=false");
    }

    @Test
    void aChannelIsClosedWhenNobodyWaitsForResponsesAnyMore() {
        long first = client.addSubscription(RESPONSES, RESPONSE_STREAM);
        long second = client.addSubscription(RESPONSES, RESPONSE_STREAM);
        client.addPublication(REQUESTS + "|session-id=7|response-correlation-id=" + first, REQUEST_STREAM);
        driver.run();
        isNamed(8);
        driver.run();

        client.removeSubscription(first);
        driver.run();
        assertThat(network.port(PortRole.RECEIVER).isClosed).isFalse();

        client.removeSubscription(second);
        driver.run();
        assertThat(network.port(PortRole.RECEIVER).isClosed).isTrue();
    }

    @Test
    @Conformance({"DB-86", "WP-92"})
    void withoutItsOtherHalfAPublicationIsRefused() {
        client.addSubscription(REQUESTS, REQUEST_STREAM);
        driver.run();
        arrive(0);
        long image = 3;
        assertThat(driver.events()).contains("ON_AVAILABLE_IMAGE correlation=" + image);

        client.addPublication(RESPONSES, RESPONSE_STREAM);
        client.addPublication(RESPONSES + "|response-correlation-id=77", RESPONSE_STREAM);
        client.addPublication(RESPONSES + "|response-correlation-id=" + image, RESPONSE_STREAM);
        client.addPublication(REQUESTS + "|response-correlation-id=78", REQUEST_STREAM);
        client.addPublication(REQUESTS + "|response-correlation-id=prototype", REQUEST_STREAM);
        client.addPublication(REQUESTS + "|response-correlation-id=x", REQUEST_STREAM);
        driver.run();

        assertThat(driver.events().lines().filter(line -> line.startsWith("ON_ERROR")))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains("code=11 message=control-mode=response was specified, but no"
                                        + " response-correlation-id set"),
                        line -> assertThat(line).contains("code=11 message=image.correlationId=77 not found"),
                        line -> assertThat(line)
                                .contains("code=11 message=image.correlationId=3 did not request a response channel"),
                        line -> assertThat(line)
                                .contains("code=11 message=unable to find response subscription for"
                                        + " response-correlation-id=78"),
                        line -> assertThat(line).contains("code=11").contains("response-correlation-id=-2"),
                        line -> assertThat(line).contains("code=1 message=invalid response-correlation-id: x"));
    }

    @Test
    @Conformance({"WP-89", "WP-91"})
    void whoAnswersIsNamedBeforeEachRepeatedStatusMessageAndSendsNothing() {
        client.addSubscription(REQUESTS, REQUEST_STREAM);
        driver.run();
        arrive(SetupFrame.FLAG_SEND_RESPONSE);
        TestPort port = network.port(PortRole.RECEIVER);
        driver.milliseconds(200);
        assertThat(port.takeSent()).allSatisfy(sent -> assertThat(sent).startsWith("SM"));

        client.addPublication(RESPONSES + "|session-id=8|response-correlation-id=3", RESPONSE_STREAM);
        driver.run();
        assertThat(port.takeSent()).isEmpty();
        driver.milliseconds(200);
        driver.milliseconds(200);

        assertThat(port.takeSent())
                .satisfiesExactly(
                        sent -> assertThat(sent).contains("RSP_SETUP session=7 stream=1001 responseSession=8"),
                        sent -> assertThat(sent).startsWith("SM"),
                        sent -> assertThat(sent).contains("RSP_SETUP session=7 stream=1001 responseSession=8"),
                        sent -> assertThat(sent).startsWith("SM"));
        assertThat(network.port(PortRole.SENDER).takeSent()).isEmpty();
    }

    @Test
    @Conformance("DB-87")
    void aPrototypeKeepsThePlaceWithShortTerms() {
        long prototype = client.addPublication(
                RESPONSES + "|response-correlation-id=prototype|term-length=128k", RESPONSE_STREAM);
        driver.run();

        assertThat(LogMetadata.termLength(driver.log(prototype).metadata())).isEqualTo(64 << 10);
        assertThat(network.port(PortRole.SENDER).takeSent()).isEmpty();
        assertThat(network.port(PortRole.SENDER).isClosed).isFalse();
    }

    /** A responder says that it answers session 7 in this session. */
    private void isNamed(int responseSessionId) {
        UnsafeBuffer frame = new UnsafeBuffer(new byte[ResponseSetupFrame.LENGTH]);
        ResponseSetupFrame.write(frame, 0, 7, REQUEST_STREAM, responseSessionId);
        network.port(PortRole.SENDER).arrives(frame);
    }

    /** Requests of session 7 are offered. */
    private void arrive(int setupFlags) {
        UnsafeBuffer setup = new TestDatagrams(7, REQUEST_STREAM, 5).setup(0);
        SetupFrame.writeFlags(setup, 0, setupFlags);
        network.port(PortRole.RECEIVER).arrives(setup);
        driver.run();
    }
}
