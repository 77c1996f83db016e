package io.tradebus.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    private static final List<String> STREAMS = List.of("orders", "decisions", "trades");

    @Test
    void findsTheNameThatTakesTheFewestEdits() {
        assertThat(NearestName.of("order", STREAMS)).isEqualTo("orders");
        assertThat(NearestName.of("Desicions", STREAMS)).isEqualTo("decisions");
    }

    @Test
    void findsNothingWhenNothingIsNear() {
        assertThat(NearestName.of("quotes", STREAMS)).isNull();
        assertThat(NearestName.of("x", List.of())).isNull();
    }

    @Test
    void standsInTheMessageAboutAnUnknownStream() {
        assertThat(new UnknownStreamException("order", STREAMS))
                .hasMessage("there is no stream 'order', did you mean 'orders'? Known are: decisions, orders, trades");
        assertThat(new UnknownStreamException("quotes", STREAMS))
                .hasMessage("there is no stream 'quotes'; known are: decisions, orders, trades");
    }
}
