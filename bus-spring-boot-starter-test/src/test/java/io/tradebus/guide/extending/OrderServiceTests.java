package io.tradebus.guide.extending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import io.tradebus.core.runtime.OfferStatus;
import io.tradebus.spring.core.BusOperations;
import io.tradebus.spring.core.OfferResult;
import org.junit.jupiter.api.Test;

// tag::mock[]
class OrderServiceTests {
    @Test
    void refusesOrdersWhileNobodyTakesThem() {
        BusOperations bus = mock(BusOperations.class);
        given(bus.offer("orders", "buy 100 ABC")).willReturn(OfferResult.of(OfferStatus.NOT_CONNECTED.code()));

        assertThat(new OrderService(bus).order("buy 100 ABC")).isFalse();
    }
}
// end::mock[]
