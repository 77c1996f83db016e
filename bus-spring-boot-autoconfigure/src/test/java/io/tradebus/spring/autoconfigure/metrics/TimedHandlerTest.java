package io.tradebus.spring.autoconfigure.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.spring.listener.BusListenerEndpoint;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.Instrumentation;
import io.tradebus.spring.listener.Instrumentation.Timing;
import io.tradebus.spring.listener.ListenerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class TimedHandlerTest {
    private static final UnsafeBuffer MESSAGE = new UnsafeBuffer(new byte[8]);

    private final MockClock clock = new MockClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private final BusHeader header = new BusHeader().session("orders", 1001, 7);
    private BusAction answer = BusAction.CONTINUE;
    private boolean isFailing;

    @Test
    void leavesHandlersAloneThatAreNotTimed() {
        MessageHandler handler = this::handle;

        assertThat(decorated(Timing.OFF, 64, handler)).isSameAs(handler);
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void timesEachMessage() throws Exception {
        MessageHandler timed = decorated(Timing.ALL, 64, this::handle);

        deliver(timed, 3);

        assertThat(timer("success", "none").count()).isEqualTo(3);
        assertThat(timer("success", "none").totalTime(TimeUnit.MICROSECONDS)).isEqualTo(30);
    }

    @Test
    void timesTheFirstOfSoManyMessages() throws Exception {
        MessageHandler timed = decorated(Timing.SAMPLED, 4, this::handle);

        deliver(timed, 1);
        assertThat(timer("success", "none").count()).isEqualTo(1);

        deliver(timed, 3);
        assertThat(timer("success", "none").count()).isEqualTo(1);

        deliver(timed, 1);
        assertThat(timer("success", "none").count()).isEqualTo(2);
    }

    @Test
    void tellsMessagesThatComeAgainFromThoseThatWereHandled() throws Exception {
        answer = BusAction.ABORT;

        deliver(decorated(Timing.ALL, 64, this::handle), 2);

        assertThat(timer("aborted", "none").count()).isEqualTo(2);
        assertThat(timer("success", "none").count()).isZero();
    }

    @Test
    void namesWhatAHandlerThrewAndPassesItOn() {
        isFailing = true;
        MessageHandler timed = decorated(Timing.ALL, 64, this::handle);

        assertThatThrownBy(() -> deliver(timed, 1)).isInstanceOf(IllegalStateException.class);

        assertThat(timer("failure", "IllegalStateException").count()).isEqualTo(1);
    }

    @Test
    void takesItsTimersAwayThoughTheContextHasNoRegistryAnyMore() {
        var beans = new DefaultListableBeanFactory();
        beans.registerSingleton("meters", registry);
        var decorator = new TimingDecorator(
                beans.getBeanProvider(MeterRegistry.class), beans.getBeanProvider(BusListenerRegistry.class));
        decorator.decorate(timed(Timing.ALL, 64, this::handle), this::handle);
        assertThat(registry.getMeters()).isNotEmpty();
        beans.destroySingletons();

        decorator.destroy();

        assertThat(registry.getMeters()).isEmpty();
    }

    private BusAction handle(DirectBuffer buffer, int offset, int length, BusHeader from) {
        clock.add(Duration.ofNanos(10_000));
        if (isFailing) {
            throw new IllegalStateException("unknown account");
        }
        return answer;
    }

    private MessageHandler decorated(Timing timing, int sample, MessageHandler handler) {
        var beans = new StaticListableBeanFactory();
        beans.addBean("meters", registry);
        return new TimingDecorator(
                        beans.getBeanProvider(MeterRegistry.class), beans.getBeanProvider(BusListenerRegistry.class))
                .decorate(timed(timing, sample, handler), handler);
    }

    private static BusListenerEndpoint timed(Timing timing, int sample, MessageHandler handler) {
        return BusListenerEndpoint.of("risk", "orders", handler)
                .withOptions(ListenerOptions.DEFAULT.withInstrumentation(new Instrumentation(timing, sample, false)));
    }

    private void deliver(MessageHandler handler, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            handler.onMessage(MESSAGE, 0, 8, header);
        }
    }

    private Timer timer(String result, String exception) {
        return registry.get("bus.listener")
                .tags("stream", "orders", "listener", "risk", "result", result, "exception", exception)
                .timer();
    }
}
