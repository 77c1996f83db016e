package io.tradebus.spring.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BackPressureException;
import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.OfferStatus;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.autoconfigure.BusAutoConfiguration;
import io.tradebus.spring.autoconfigure.BusListenerAutoConfiguration;
import io.tradebus.spring.core.BackPressure.Policy;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerState;
import io.tradebus.spring.sbe.NoteEncoder;
import io.tradebus.spring.sbe.OrderEncoder;
import io.tradebus.spring.support.Await;
import io.tradebus.spring.support.DriverDirectories;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.util.FileSystemUtils;

/** What each policy does on a driver when a listener does not keep up. */
@ExtendWith(OutputCaptureExtension.class)
class BackPressureTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Path parent = DriverDirectories.create();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final UnsafeBuffer kilobyte = new UnsafeBuffer(new byte[1024]);
    private BusTemplate bus;
    private BusListenerHandle listener;

    static class Reader {
        @BusListener(
                id = "reader",
                streams = {"telling", "blocking", "dropping", "impatient"})
        void onMessage(byte[] message) {}
    }

    @BeforeEach
    void start() {
        TestPropertyValues.of(
                        "bus.driver.directory=" + parent.resolve("driver"),
                        "bus.driver.term-length=64KB",
                        "bus.driver.low-storage-warning=0B",
                        "bus.streams.telling.channel=ipc",
                        "bus.streams.telling.stream-id=1",
                        "bus.streams.blocking.channel=ipc",
                        "bus.streams.blocking.stream-id=2",
                        "bus.streams.blocking.back-pressure=block",
                        "bus.streams.blocking.back-pressure-timeout=60s",
                        "bus.streams.dropping.channel=ipc",
                        "bus.streams.dropping.stream-id=3",
                        "bus.streams.dropping.back-pressure=drop-newest",
                        "bus.streams.impatient.channel=ipc",
                        "bus.streams.impatient.stream-id=4",
                        "bus.streams.impatient.back-pressure=block",
                        "bus.streams.impatient.back-pressure-timeout=50ms",
                        "bus.template.send-timeout=1ms")
                .applyTo(context);
        context.register(BusAutoConfiguration.class, BusListenerAutoConfiguration.class);
        context.registerBean(Reader.class);
        context.refresh();
        bus = context.getBean(BusTemplate.class);
        listener = context.getBean(BusListenerRegistry.class).listener("reader");
    }

    @AfterEach
    void stop() throws IOException {
        context.close();
        FileSystemUtils.deleteRecursively(parent);
    }

    @Test
    void tellsTheCallerUnlessConfiguredOtherwise() {
        fill("telling");

        assertThat(bus.offer("telling", kilobyte, 0, 1024).status()).isEqualTo(OfferStatus.BACK_PRESSURED);
        assertThatThrownBy(() -> bus.send("telling", kilobyte, 0, 1024)).isInstanceOf(BackPressureException.class);
        assertThat(bus.dropped().count("telling")).isZero();
    }

    @Test
    void blocksWhoeverSendsForTheTimeOfTheStreamButNoOffer() throws Exception {
        fill("blocking");

        assertThat(bus.offer("blocking", kilobyte, 0, 1024).status()).isEqualTo(OfferStatus.BACK_PRESSURED);
        CompletableFuture<Long> sent = CompletableFuture.supplyAsync(() -> bus.send("blocking", kilobyte, 0, 1024));
        listener.resume();
        assertThat(sent.get(LONG.toSeconds(), TimeUnit.SECONDS)).isPositive();
    }

    @Test
    void throwsWhenTheTimeOfTheStreamIsOver() {
        fill("impatient");

        assertThatThrownBy(() -> bus.send("impatient", new byte[1024]))
                .isInstanceOfSatisfying(
                        BackPressureException.class,
                        e -> assertThat(e.waited()).isGreaterThanOrEqualTo(Duration.ofMillis(50)));
        assertThatThrownBy(() -> bus.send("impatient", new byte[1024], Duration.ofMillis(2)))
                .isInstanceOfSatisfying(
                        BackPressureException.class,
                        e -> assertThat(e.waited()).isGreaterThanOrEqualTo(Duration.ofMillis(2)));
    }

    @Test
    void dropsEachKindOfOfferCountsItAndSaysSo(CapturedOutput output) {
        fill("dropping");
        long before = bus.dropped().count("dropping");

        assertThat(bus.offer("dropping", kilobyte, 0, 1024).isDropped()).isTrue();
        assertThat(bus.offer("dropping", new byte[1024]).isDropped()).isTrue();
        assertThat(bus.offer("dropping", new OrderEncoder(), order -> order.id(1))
                        .status())
                .isEqualTo(OfferStatus.DROPPED);
        assertThat(bus.offer("dropping", new NoteEncoder(), note -> note.text("a note"))
                        .status())
                .isEqualTo(OfferStatus.DROPPED);
        assertThat(bus.tryClaim("dropping", 8, (buffer, offset, length) -> {
                            throw new AssertionError("nothing was claimed");
                        })
                        .orElseThrow()
                        .isAccepted())
                .isFalse();

        assertThat(bus.dropped().count("dropping")).isEqualTo(before + 5);
        assertThat(output).contains("dropping: dropped a message", "bus.streams.dropping.back-pressure=drop-newest");
    }

    @Test
    void dropsNothingOfWhoeverSendsOrHoldsThePublisher() {
        fill("dropping");
        long before = bus.dropped().count("dropping");

        assertThat(OfferStatus.of(bus.publisher("dropping").offer(kilobyte, 0, 1024)))
                .isEqualTo(OfferStatus.BACK_PRESSURED);
        assertThatThrownBy(() -> bus.send("dropping", kilobyte, 0, 1024)).isInstanceOf(BackPressureException.class);

        assertThat(bus.dropped().count("dropping")).isEqualTo(before);
    }

    @Test
    void acceptsAgainOnceThereIsRoom() {
        fill("dropping");
        listener.resume();

        Await.until(
                "there is room", () -> bus.offer("dropping", kilobyte, 0, 1024).isAccepted());
    }

    @Test
    void refusesATimeThatMeansNothing() {
        assertThatThrownBy(() -> new BackPressure(Policy.BLOCK, null))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining("needs a back-pressure-timeout");
        assertThatThrownBy(() -> new BackPressure(Policy.FAIL, LONG)).hasMessageContaining("back-pressure=block only");
        assertThatThrownBy(() -> new BackPressure(Policy.BLOCK, Duration.ZERO))
                .hasMessageContaining("must be positive, but was PT0S");
    }

    /** Until nothing more is accepted; small messages too, since the end of the window may have room for one. */
    private void fill(String stream) {
        Await.until("connected", () -> bus.publisher(stream).availableWindow() > 0);
        listener.pause();
        Await.until("it is paused", () -> listener.state() == ListenerState.PAUSED);
        BusPublisher publisher = bus.publisher(stream);
        Await.until(
                "the window is full",
                () -> publisher.offer(kilobyte, 0, 1024) == OfferStatus.BACK_PRESSURED.code()
                        && publisher.offer(kilobyte, 0, 1) == OfferStatus.BACK_PRESSURED.code());
    }
}
