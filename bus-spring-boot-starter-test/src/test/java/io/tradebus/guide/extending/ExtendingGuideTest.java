package io.tradebus.guide.extending;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.Driver;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.core.BusStreams;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistrar;
import io.tradebus.spring.listener.BusListenerSpec;
import io.tradebus.spring.test.BusTest;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@Import(Customizers.class)
@BusTest(streams = {"orders=ipc:1", "price-bonds=ipc:2"})
class ExtendingGuideTest {
    @Test
    void customizesStreamsListenersAndDriver(
            @Autowired BusStreams streams,
            @Autowired BusListenerRegistrar registrar,
            @Autowired BusRuntimeLifecycle lifecycle) {
        assertThat(streams.get("orders").definition().exclusive()).isFalse();
        assertThat(streams.get("price-bonds").definition().exclusive()).isTrue();

        BusListenerHandle booking = registrar.register(BusListenerSpec.of("booking", "orders")
                .handler((buffer, offset, length, header) -> BusAction.CONTINUE));
        assertThat(booking.options().drainTimeout()).isEqualTo(Duration.ofMinutes(1));

        BusRuntime runtime = Objects.requireNonNull(lifecycle.runtime());
        Driver driver = Objects.requireNonNull(runtime.driver());
        assertThat(driver.config().log().sparse()).isFalse();
    }
}
