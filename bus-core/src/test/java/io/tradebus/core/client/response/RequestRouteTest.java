package io.tradebus.core.client.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RequestRouteTest {
    private static final String REQUESTS = "aeron:udp?endpoint=a:1";
    private static final String RESPONSES = "aeron:udp?control-mode=response|control=a:2";

    @Test
    void aResponseChannelSaysThatItIsOne() {
        assertThat(new RequestRoute(REQUESTS, 1, RESPONSES, 2).responseStreamId())
                .isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RequestRoute(REQUESTS, 1, REQUESTS, 2))
                .withMessageContaining("control-mode=response")
                .withMessageContaining(REQUESTS);
    }

    @Test
    void aRequestChannelLeavesToTheRouteWhomItIsAnsweredTo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RequestRoute(REQUESTS + "|response-correlation-id=5", 1, RESPONSES, 2))
                .withMessageContaining("response-correlation-id");
        assertThat(RequestRoute.correlated(REQUESTS, 5)).isEqualTo(REQUESTS + "|response-correlation-id=5");
    }

    @Test
    void timeoutsAreNotNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestTimeouts(-1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestTimeouts(1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestTimeouts(1, 1, -1));
    }
}
