package io.tradebus.spring.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BackPressureException;
import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.BusException;
import io.tradebus.core.ConversionException;
import io.tradebus.core.MessageTooLargeException;
import io.tradebus.core.NotConnectedException;
import io.tradebus.core.PublicationClosedException;
import io.tradebus.core.UnknownStreamException;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.OfferStatus;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.autoconfigure.BusAutoConfiguration;
import io.tradebus.spring.autoconfigure.BusListenerAutoConfiguration;
import io.tradebus.spring.convert.BusConverter;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerState;
import io.tradebus.spring.sbe.MessageHeaderDecoder;
import io.tradebus.spring.sbe.NoteEncoder;
import io.tradebus.spring.sbe.OrderDecoder;
import io.tradebus.spring.sbe.OrderEncoder;
import io.tradebus.spring.support.Await;
import io.tradebus.spring.support.DriverDirectories;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.util.FileSystemUtils;

/** The template on a driver: what each way of sending puts into the log, and what it answers when it cannot. */
class BusTemplateTest {
    private final Path parent = DriverDirectories.create();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private BusTemplate bus;
    private Reader reader;

    static class Reader {
        final List<byte[]> messages = new CopyOnWriteArrayList<>();
        final List<Throwable> failures = new CopyOnWriteArrayList<>();
        private final ObjectProvider<BusTemplate> bus;

        Reader(ObjectProvider<BusTemplate> bus) {
            this.bus = bus;
        }

        @BusListener(id = "reader", streams = "orders")
        void onMessage(byte[] message) {
            messages.add(message);
        }

        @BusListener(id = "forwarder", streams = "triggers")
        void onTrigger(String trigger) {
            try {
                bus.getObject().offer("silent", trigger);
            } catch (BusException e) {
                failures.add(e);
            }
        }
    }

    record Price(int value) {}

    /** Says eight bytes and writes four. */
    static class ShortConverter implements BusConverter<Price> {
        @Override
        public boolean supports(Class<?> type) {
            return type == Price.class;
        }

        @Override
        public int encodedLength(Price price) {
            return 8;
        }

        @Override
        public int encode(Price price, MutableDirectBuffer buffer, int offset) {
            buffer.putInt(offset, price.value());
            return 4;
        }

        @Override
        public Price decode(DirectBuffer buffer, int offset, int length, Class<? extends Price> type) {
            return new Price(buffer.getInt(offset));
        }
    }

    @BeforeEach
    void start() {
        TestPropertyValues.of(
                        "bus.driver.directory=" + parent.resolve("driver"),
                        "bus.driver.term-length=64KB",
                        "bus.driver.low-storage-warning=0B",
                        "bus.template.default-stream=orders",
                        "bus.streams.orders.channel=ipc",
                        "bus.streams.orders.stream-id=1",
                        "bus.streams.orders.mtu=1408B",
                        "bus.streams.silent.channel=ipc",
                        "bus.streams.silent.stream-id=2",
                        "bus.streams.triggers.channel=ipc",
                        "bus.streams.triggers.stream-id=3",
                        "bus.streams.binary.channel=ipc",
                        "bus.streams.binary.stream-id=4",
                        "bus.streams.binary.payload=sbe",
                        "bus.template.send-timeout=20ms")
                .applyTo(context);
        context.register(BusAutoConfiguration.class, BusListenerAutoConfiguration.class);
        context.registerBean(Reader.class);
        context.registerBean(ShortConverter.class);
        context.refresh();
        bus = context.getBean(BusTemplate.class);
        reader = context.getBean(Reader.class);
        // A stream is connected a moment before its window opens.
        Await.until("the stream has room", () -> bus.publisher("orders").availableWindow() > 0);
    }

    @AfterEach
    void stop() throws IOException {
        context.close();
        FileSystemUtils.deleteRecursively(parent);
    }

    @Test
    void sendsToTheDefaultStreamWhereNoneIsNamed() {
        Await.until("connected", () -> bus.publisher("orders").isConnected());

        assertThat(bus.defaultStream()).isEqualTo("orders");
        assertThat(bus.offerDefault("a").isAccepted()).isTrue();
        assertThat(bus.offerDefault(new UnsafeBuffer("xby".getBytes(UTF_8)), 1, 1)
                        .isAccepted())
                .isTrue();
        assertThat(bus.tryClaimDefault(1, (buffer, offset, length) -> buffer.putByte(offset, (byte) 'c'))
                        .isAccepted())
                .isTrue();
        assertThat(bus.sendDefault("d")).isPositive();
        assertThat(bus.sendDefault("e", Duration.ofSeconds(30))).isPositive();
        assertThat(bus.sendDefault(new UnsafeBuffer("xfy".getBytes(UTF_8)), 1, 1))
                .isPositive();
        assertThat(bus.offerDefault(new OrderEncoder(), order -> order.id(7).quantity(1))
                        .isAccepted())
                .isTrue();

        Await.until("all have arrived", () -> reader.messages.size() == 7);
        assertThat(reader.messages.subList(0, 6))
                .extracting(message -> new String(message, UTF_8))
                .containsExactly("a", "b", "c", "d", "e", "f");
    }

    @Test
    void sendsBytesInAnyForm() {
        byte[] bytes = "abc".getBytes(UTF_8);
        bus.offer("orders", new UnsafeBuffer(bytes), 1, 2).orElseThrow();
        bus.offer("orders", bytes).orElseThrow();
        bus.offer("orders", ByteBuffer.wrap(bytes, 1, 1)).orElseThrow();
        bus.offer("orders", (Object) new UnsafeBuffer(bytes)).orElseThrow();
        bus.offer("orders", "äö").orElseThrow();
        bus.send("orders", new UnsafeBuffer(bytes), 0, 1);
        bus.send("orders", "last");

        assertThat(received(7)).containsExactly("bc", "abc", "b", "abc", "äö", "a", "last");
    }

    @Test
    void fillsAClaimFromAContext() {
        bus.tryClaim(
                        "orders",
                        3,
                        (buffer, offset, length) -> buffer.putBytes(offset, new byte[] {'x', 'y', 'z'}, 0, length))
                .orElseThrow();
        bus.tryClaim(
                        "orders",
                        2,
                        "hi",
                        (context, buffer, offset, length) -> buffer.putStringWithoutLengthAscii(offset, context))
                .orElseThrow();

        assertThat(received(2)).containsExactly("xyz", "hi");
    }

    @Test
    void sendsAnotherMessageWhileAClaimIsBeingFilled() {
        bus.tryClaim("orders", 5, (buffer, offset, length) -> {
                    bus.tryClaim("orders", 5, (b, o, l) -> b.putStringWithoutLengthAscii(o, "inner"))
                            .orElseThrow();
                    buffer.putStringWithoutLengthAscii(offset, "outer");
                })
                .orElseThrow();

        assertThat(received(2)).containsExactly("outer", "inner");
    }

    @Test
    void sendsAnotherMessageWhileOneIsBeingEncoded() {
        bus.offer("orders", new NoteEncoder(), note -> {
                    note.text("outer");
                    bus.offer("orders", new NoteEncoder(), inner -> inner.text("inner"))
                            .orElseThrow();
                })
                .orElseThrow();

        assertThat(received(2)).satisfies(messages -> {
            assertThat(messages.get(0)).endsWith("inner");
            assertThat(messages.get(1)).endsWith("outer");
        });
    }

    @Test
    void whatAnEncoderLeavesOutIsZeroAndNothingOfAnotherMessage() {
        int head = 8 + OrderEncoder.BLOCK_LENGTH;
        bus.offer("orders", new NoteEncoder(), note -> {
                    note.id(-1).quantity(-1);
                    note.text("x".repeat(100));
                })
                .orElseThrow();
        bus.offer("orders", new NoteEncoder(), note -> note.leaveOut(10).text("y"))
                .orElseThrow();
        bus.send("orders", "z".repeat(100));
        bus.offer("orders", new NoteEncoder(), note -> note.leaveOut(10)).orElseThrow();
        assertThatThrownBy(() -> bus.offer("orders", new NoteEncoder(), note -> {
                    note.text("v".repeat(200));
                    throw new IllegalStateException("half way");
                }))
                .hasMessage("half way");
        bus.offer("orders", new NoteEncoder(), note -> note.leaveOut(150)).orElseThrow();

        Await.until("all have arrived", () -> reader.messages.size() >= 5);
        assertThat(tail(1, 8))
                .startsWith(new byte[OrderEncoder.BLOCK_LENGTH + 10])
                .endsWith('y')
                .hasSize(OrderEncoder.BLOCK_LENGTH + 10 + 3);
        assertThat(tail(3, 8)).containsOnly(0).hasSize(head - 8 + 10);
        assertThat(tail(4, 8)).containsOnly(0).hasSize(head - 8 + 150);
    }

    private byte[] tail(int number, int from) {
        byte[] message = reader.messages.get(number);
        return Arrays.copyOfRange(message, from, message.length);
    }

    @Test
    void refusesWhatAConverterDidNotWriteInFull() {
        assertThatThrownBy(() -> bus.offer("orders", new Price(7)))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("announced 8 bytes and wrote 4");

        bus.offer("orders", "next").orElseThrow();
        assertThat(received(1)).containsExactly("next");
    }

    @Test
    void abortsAClaimWhoseWriterThrows() {
        assertThatThrownBy(() -> bus.tryClaim("orders", 8, (buffer, offset, length) -> {
                    throw new IllegalStateException("no price");
                }))
                .hasMessage("no price");

        bus.offer("orders", "next").orElseThrow();
        assertThat(received(1)).containsExactly("next");
    }

    @Test
    void encodesSbeInPlaceAndWithVariableDataThroughABuffer() {
        bus.offer("orders", new OrderEncoder(), order -> order.id(5).quantity(6))
                .orElseThrow();
        bus.offer("orders", new NoteEncoder(), note -> note.text("a note")).orElseThrow();
        var encoder = new OrderEncoder().wrap(new UnsafeBuffer(new byte[64]), 16);
        bus.offer("orders", encoder.id(7).quantity(8)).orElseThrow();

        Await.until("all have arrived", () -> reader.messages.size() == 3);
        assertThat(order(reader.messages.get(0)).id()).isEqualTo(5);
        assertThat(order(reader.messages.get(0)).quantity()).isEqualTo(6);
        UnsafeBuffer note = new UnsafeBuffer(reader.messages.get(1));
        assertThat(new MessageHeaderDecoder().wrap(note, 0).templateId()).isEqualTo(NoteEncoder.TEMPLATE_ID);
        assertThat(note.capacity()).isEqualTo(8 + 16 + 2 + 6);
        assertThat(order(reader.messages.get(2)).id()).isEqualTo(7);
    }

    @Test
    void saysWhatHasNoConverter() {
        assertThatThrownBy(() -> bus.offer("orders", new Object()))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining("no converter for java.lang.Object");
    }

    @Test
    void refusesWhatTheStreamDoesNotCarry() {
        assertThatThrownBy(() -> bus.offer("binary", new Date()))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("stream 'binary' carries SBE");
    }

    @Test
    void saysWhichStreamsThereAre() {
        assertThatThrownBy(() -> bus.offer("ordrs", "x"))
                .isInstanceOf(UnknownStreamException.class)
                .hasMessageContaining("did you mean 'orders'?");
    }

    @Test
    void saysWhenNobodySubscribes() {
        assertThat(bus.offer("silent", "x").status()).isEqualTo(OfferStatus.NOT_CONNECTED);
        assertThatThrownBy(() -> bus.send("silent", "x"))
                .isInstanceOf(NotConnectedException.class)
                .hasMessageContaining("'silent'");
        assertThatThrownBy(() -> bus.offer("silent", "x").orElseThrow()).isInstanceOf(BusException.class);
    }

    @Test
    void saysWhoHoldsTheStreamBack() {
        BusListenerHandle listener = context.getBean(BusListenerRegistry.class).listener("reader");
        listener.pause();
        Await.until("it is paused", () -> listener.state() == ListenerState.PAUSED);
        var kilobyte = new UnsafeBuffer(new byte[1024]);
        Await.until(
                "the window is full",
                () -> bus.offer("orders", kilobyte, 0, 1024).status() == OfferStatus.BACK_PRESSURED);

        assertThatThrownBy(() -> bus.send("orders", kilobyte, 0, 1024))
                .isInstanceOf(BackPressureException.class)
                .hasMessageContaining("'orders'")
                .hasMessageContaining("limited by listener 'reader'");

        listener.resume();
        long position = bus.send("orders", (Object) new byte[] {1}, Duration.ofSeconds(20));
        assertThat(bus.awaitConsumed("orders", position, Duration.ofSeconds(20)))
                .isTrue();
    }

    @Test
    void saysWhatIsTooLarge() {
        int tooLong = bus.publisher("orders").maxMessageLength() + 1;
        assertThatThrownBy(() -> bus.offer("orders", new byte[tooLong]))
                .isInstanceOf(MessageTooLargeException.class)
                .hasMessageContaining("bus.streams.orders.term-length");
        int tooLongForAClaim = bus.publisher("orders").maxPayloadLength() + 1;
        assertThatThrownBy(() -> bus.tryClaim("orders", tooLongForAClaim, (buffer, offset, length) -> {}))
                .isInstanceOf(MessageTooLargeException.class)
                .hasMessageContaining("bus.streams.orders.mtu");
    }

    @Test
    void deliversAMessageOfManyFragmentsWhole() {
        var text = "0123456789".repeat(700);
        bus.send("orders", text, Duration.ofSeconds(20));

        assertThat(received(1)).containsExactly(text);
    }

    @Test
    void refusesTheFirstUseOfAStreamByTheThreadOfAListener() {
        BusPublisher triggers = bus.publisher("triggers");
        Await.until("the stream has room", () -> triggers.availableWindow() > 0);
        bus.send("triggers", "x");

        Await.until("it was refused", () -> !reader.failures.isEmpty());
        assertThat(reader.failures.get(0))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining("bus-forwarder")
                .hasMessageContaining("@BusPublication(\"silent\")");
    }

    @Test
    void answersClosedWhenTheBusIsStopped() {
        context.stop();

        assertThat(bus.offer("orders", "x").status()).isEqualTo(OfferStatus.CLOSED);
        assertThat(bus.offer("orders", new OrderEncoder(), order -> order.id(1)).status())
                .isEqualTo(OfferStatus.CLOSED);
        assertThat(bus.tryClaim("orders", 4, (buffer, offset, length) -> {}).status())
                .isEqualTo(OfferStatus.CLOSED);
        assertThatThrownBy(() -> bus.send("orders", "x")).isInstanceOf(PublicationClosedException.class);
    }

    private List<String> received(int count) {
        Await.until("all have arrived", () -> reader.messages.size() >= count);
        return reader.messages.stream().map(bytes -> new String(bytes, UTF_8)).toList();
    }

    private static OrderDecoder order(byte[] message) {
        return new OrderDecoder().wrap(new UnsafeBuffer(message), 8, OrderDecoder.BLOCK_LENGTH, 0);
    }
}
