package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.support.Conformance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests and responses over IPC: who asks subscribes first, who answers names the image of the question. */
class ResponseChannelsTest {
    private final DriverHarness driver = DriverHarness.start();
    private final RawClient requester = driver.newClient();
    private final RawClient responder = driver.newClient();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    @Conformance("DB-85")
    void aResponseIsReadByTheOneWhoAskedAndByNobodyElse() {
        requester.addSubscription("aeron:ipc?control-mode=response", 10);
        requester.addSubscription("aeron:ipc?control-mode=response", 10);
        requester.addPublication("aeron:ipc?response-correlation-id=3", 20);
        responder.addSubscription("aeron:ipc", 20);
        driver.run();
        assertThat(driver.events()).contains("ON_AVAILABLE_IMAGE correlation=5 session=5000 stream=20 subscription=6");

        responder.addPublication("aeron:ipc?control-mode=response|response-correlation-id=5", 10);
        driver.run();

        assertThat(driver.events())
                .contains("ON_PUBLICATION_READY correlation=7")
                .containsOnlyOnce("ON_AVAILABLE_IMAGE")
                .contains("ON_AVAILABLE_IMAGE correlation=7 session=5001 stream=10 subscription=3");
    }

    @Test
    void whoeverAnswersOnceMoreIsReadBesideTheFirst() {
        requester.addSubscription("aeron:ipc?control-mode=response", 10);
        requester.addExclusivePublication("aeron:ipc?response-correlation-id=3", 20);
        responder.addExclusivePublication("aeron:ipc?control-mode=response|response-correlation-id=4", 10);
        driver.run();
        assertThat(driver.events()).contains("ON_AVAILABLE_IMAGE correlation=5 session=5001 stream=10 subscription=3");

        responder.addExclusivePublication("aeron:ipc?control-mode=response|response-correlation-id=4", 10);
        driver.run();

        assertThat(driver.events())
                .contains("ON_AVAILABLE_IMAGE correlation=6 session=5002 stream=10 subscription=3")
                .doesNotContain("ON_UNAVAILABLE_IMAGE");
    }

    @Test
    @Conformance("DB-85")
    void twoWhoAskStaySeparate() {
        requester.addSubscription("aeron:ipc?control-mode=response", 10);
        requester.addExclusivePublication("aeron:ipc?response-correlation-id=3", 20);
        requester.addSubscription("aeron:ipc?control-mode=response", 10);
        requester.addExclusivePublication("aeron:ipc?response-correlation-id=5", 20);
        responder.addPublication("aeron:ipc?control-mode=response|response-correlation-id=4", 10);
        responder.addPublication("aeron:ipc?control-mode=response|response-correlation-id=6", 10);
        driver.run();

        assertThat(driver.events())
                .contains("ON_AVAILABLE_IMAGE correlation=7 session=5002 stream=10 subscription=3")
                .contains("ON_AVAILABLE_IMAGE correlation=8 session=5003 stream=10 subscription=5");
    }

    @Test
    @Conformance("DB-86")
    void withoutItsOtherHalfNothingIsBroughtTogether() {
        requester.addSubscription("aeron:ipc?control-mode=response", 10);
        responder.addPublication("aeron:ipc?control-mode=response|response-correlation-id=77", 10);
        responder.addPublication("aeron:ipc?control-mode=response", 10);
        requester.addPublication("aeron:ipc?response-correlation-id=78", 10);
        requester.addPublication("aeron:ipc?response-correlation-id=x", 20);
        driver.run();

        assertThat(driver.events())
                .contains("ON_PUBLICATION_READY correlation=4")
                .contains("ON_PUBLICATION_READY correlation=5")
                .contains("ON_PUBLICATION_READY correlation=6")
                .contains("ON_ERROR correlation=7 code=1 message=invalid response-correlation-id: x")
                .doesNotContain("ON_AVAILABLE_IMAGE");
    }

    @Test
    @Conformance("DB-87")
    void aPrototypeHasShortTermsAndIsNotShared() {
        responder.addPublication(
                "aeron:ipc?control-mode=response|response-correlation-id=prototype|term-length=128k", 10);
        responder.addPublication("aeron:ipc", 10);
        driver.run();

        assertThat(driver.events()).contains("correlation=3 registration=3").contains("correlation=4 registration=4");
        assertThat(LogMetadata.termLength(driver.log(3).metadata())).isEqualTo(64 << 10);
    }
}
