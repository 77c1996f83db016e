package io.tradebus.spring.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BackPressureException;
import io.tradebus.core.NotConnectedException;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.autoconfigure.BusAutoConfiguration;
import io.tradebus.spring.autoconfigure.BusListenerAutoConfiguration;
import io.tradebus.spring.convert.BusConverter;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerState;
import io.tradebus.spring.support.Await;
import io.tradebus.spring.support.DriverDirectories;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.util.FileSystemUtils;

/** What {@code send} does while it waits, and when its thread is interrupted. */
class WaitingSendTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Path parent = DriverDirectories.create();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final CountingConverter converter = new CountingConverter();
    private final Reader reader = new Reader();
    private BusTemplate bus;

    record Note(String text) {}

    /** Knows the length of a note only when it has written it. */
    static class CountingConverter implements BusConverter<Note> {
        final AtomicInteger encoded = new AtomicInteger();

        @Override
        public boolean supports(Class<?> type) {
            return type == Note.class;
        }

        @Override
        public int encodedLength(Note note) {
            return -1;
        }

        @Override
        public int encode(Note note, MutableDirectBuffer buffer, int offset) {
            encoded.incrementAndGet();
            return buffer.putStringWithoutLengthUtf8(offset, note.text());
        }

        @Override
        public Note decode(DirectBuffer buffer, int offset, int length, Class<? extends Note> type) {
            return new Note(buffer.getStringWithoutLengthUtf8(offset, length));
        }
    }

    static class Reader {
        final List<byte[]> messages = new CopyOnWriteArrayList<>();

        @BusListener(id = "reader", streams = "orders")
        void onMessage(byte[] message) {
            messages.add(message);
        }
    }

    @BeforeEach
    void start() {
        TestPropertyValues.of(
                        "bus.driver.directory=" + parent.resolve("driver"),
                        "bus.driver.term-length=64KB",
                        "bus.driver.low-storage-warning=0B",
                        "bus.streams.orders.channel=ipc",
                        "bus.streams.orders.stream-id=1",
                        "bus.streams.silent.channel=ipc",
                        "bus.streams.silent.stream-id=2")
                .applyTo(context);
        context.register(BusAutoConfiguration.class, BusListenerAutoConfiguration.class);
        context.registerBean(Reader.class, () -> reader);
        context.registerBean(CountingConverter.class, () -> converter);
        context.refresh();
        bus = context.getBean(BusTemplate.class);
        Await.until("the stream has room", () -> bus.publisher("orders").availableWindow() > 0);
    }

    @AfterEach
    void stop() throws IOException {
        context.close();
        FileSystemUtils.deleteRecursively(parent);
    }

    @Test
    void encodesAnObjectOnceHoweverOftenItIsOffered() throws Exception {
        BusListenerHandle listener = fill();
        CompletableFuture<Long> sent =
                CompletableFuture.supplyAsync(() -> bus.send("orders", new Note("waited"), LONG));
        Await.until("it was offered", () -> converter.encoded.get() > 0);
        listener.resume();

        assertThat(sent.get(LONG.toSeconds(), TimeUnit.SECONDS)).isPositive();
        assertThat(converter.encoded).hasValue(1);
        Await.until("it has arrived", () -> lastMessage().equals("waited"));
    }

    @Test
    void encodesAnObjectOnceWhenItsTimeIsOver() {
        assertThatThrownBy(() -> bus.send("silent", new Note("unheard"), Duration.ofMillis(20)))
                .isInstanceOf(NotConnectedException.class)
                .hasMessageContaining("has no subscriber");
        assertThat(converter.encoded).hasValue(1);

        assertThat(bus.send("orders", new Note("heard"), LONG)).isPositive();
        Await.until("it has arrived", () -> lastMessage().equals("heard"));
    }

    @Test
    void saysThatItsThreadWasInterruptedWhileThereWasNoRoom() {
        fill();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> bus.send("orders", new Note("not sent"), LONG))
                .isInstanceOf(BackPressureException.class)
                .hasMessageStartingWith("the thread that sends was interrupted after it had waited ")
                .hasMessageContaining(" ms for room in stream 'orders', available window ")
                .hasMessageEndingWith(", limited by listener 'reader'; the message was not sent");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void saysThatItsThreadWasInterruptedWhileThereWasNoSubscriber() {
        assertThat(bus.publisher("silent").isConnected()).isFalse();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> bus.send("silent", "not sent", LONG))
                .isInstanceOf(NotConnectedException.class)
                .hasMessageMatching(
                        "the thread that sends was interrupted after it had waited \\d+ ms for a subscriber of"
                                + " stream 'silent'; the message was not sent");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void sendsWhatThereIsRoomForAlthoughItsThreadWasInterrupted() {
        Thread.currentThread().interrupt();

        assertThat(bus.send("orders", "sent", LONG)).isPositive();
        assertThat(Thread.interrupted()).isTrue();
    }

    private BusListenerHandle fill() {
        BusListenerHandle listener = context.getBean(BusListenerRegistry.class).listener("reader");
        listener.pause();
        Await.until("it is paused", () -> listener.state() == ListenerState.PAUSED);
        var bytes = new UnsafeBuffer(new byte[1024]);
        Await.until(
                "the window is full",
                () -> !bus.offer("orders", bytes, 0, 1024).isAccepted()
                        && !bus.offer("orders", bytes, 0, 1).isAccepted());
        return listener;
    }

    private String lastMessage() {
        List<byte[]> messages = reader.messages;
        return messages.isEmpty() ? "" : new String(messages.get(messages.size() - 1), StandardCharsets.UTF_8);
    }
}
