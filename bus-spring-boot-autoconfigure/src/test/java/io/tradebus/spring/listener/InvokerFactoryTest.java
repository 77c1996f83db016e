package io.tradebus.spring.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.ConversionException;
import io.tradebus.core.runtime.AckMode;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.BusMessage;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.spring.convert.BusConverters;
import io.tradebus.spring.convert.JacksonBusConverter;
import io.tradebus.spring.convert.SbeEncoding;
import io.tradebus.spring.sbe.OrderDecoder;
import io.tradebus.spring.sbe.OrderEncoder;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class InvokerFactoryTest {
    private static final int OFFSET = 16;

    private final InvokerFactory factory = new InvokerFactory(new BusConverters(
            List.of(new JacksonBusConverter(JsonMapper.builder().build()))));
    private final Handlers bean = new Handlers();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);

    record Trade(String symbol, int quantity) {}

    /** One method for each signature; each notes what it was called with. */
    @SuppressWarnings("unused")
    static class Handlers {
        final List<Object> calls = new ArrayList<>();

        void raw(DirectBuffer buffer, int offset, int length) {
            calls.add(offset + "+" + length);
        }

        void rawWithNamesTurned(int length, DirectBuffer buffer, BusHeader header, int offset) {
            calls.add(offset + "+" + length + "@" + header.position());
        }

        void rawInOrder(DirectBuffer view, int from, int count) {
            calls.add(from + "+" + count);
        }

        void message(BusMessage message) {
            calls.add(message.offset() + "+" + message.length() + "@"
                    + message.header().position());
        }

        void header(BusHeader header) {
            calls.add(header.stream());
        }

        void bytes(byte[] bytes) {
            calls.add(new String(bytes, StandardCharsets.UTF_8));
        }

        void byteBuffer(ByteBuffer bytes) {
            calls.add(StandardCharsets.UTF_8.decode(bytes).toString());
        }

        protected void text(String text, BusHeader header) {
            calls.add(text + "@" + header.sessionId());
        }

        public void json(Trade trade) {
            calls.add(trade);
        }

        void sbe(BusHeader header, OrderDecoder order) {
            calls.add(order.id() + "x" + order.quantity() + "@" + header.position());
        }

        BusAction action(String text) {
            return BusAction.valueOf(text);
        }

        @Nullable BusAction noAction(String text) {
            return null;
        }

        void throwing(String text) throws IOException {
            throw new IOException(text);
        }

        private void hidden(String text) {}

        static void shared(String text) {}

        void nothing() {}

        void onlyOffset(DirectBuffer buffer, int offset) {}

        void mutable(UnsafeBuffer buffer, int offset, int length) {}

        void generic(List<Trade> trades) {}

        void anything(Object any) {}

        String reply(String text) {
            return text;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "raw, 16+5",
        "rawWithNamesTurned, 16+5@128",
        "rawInOrder, 16+5",
        "message, 16+5@128",
        "header, orders",
        "bytes, hello",
        "byteBuffer, hello",
        "text, hello@7"
    })
    void handsOverWhatTheSignatureAsksFor(String method, String expected) throws Exception {
        BusAction action = invoke(method, AckMode.BATCH, "hello");

        assertThat(bean.calls).containsExactly(expected);
        assertThat(action).isEqualTo(BusAction.CONTINUE);
    }

    @Test
    void readsJson() throws Exception {
        invoke("json", AckMode.BATCH, "{\"symbol\":\"ACME\",\"quantity\":3}");

        assertThat(bean.calls).containsExactly(new Trade("ACME", 3));
    }

    @Test
    void saysWhatIsNotJson() {
        assertThatThrownBy(() -> invoke("json", AckMode.BATCH, "{\"symbol\":"))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("10 bytes")
                .hasMessageContaining(Trade.class.getName());
    }

    @Test
    void wrapsAnSbeDecoderOverTheMessage() throws Exception {
        int length = encodeOrder(11, 250);

        handler("sbe", AckMode.BATCH).onMessage(buffer, OFFSET, length, HandlerMethods.header());

        assertThat(bean.calls).containsExactly("11x250@128");
    }

    @Test
    void refusesAMessageOfAnotherTemplate() {
        int length = encodeOrder(11, 250);
        buffer.putShort(OFFSET + 2, (short) 99);

        assertThatThrownBy(
                        () -> handler("sbe", AckMode.BATCH).onMessage(buffer, OFFSET, length, HandlerMethods.header()))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("expected schema 7 template 1")
                .hasMessageContaining("schema 7 template 99");
        assertThat(bean.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 8, 23})
    void refusesAMessageThatIsTooShortForItsDecoder(int length) {
        encodeOrder(11, 250);

        assertThatThrownBy(
                        () -> handler("sbe", AckMode.BATCH).onMessage(buffer, OFFSET, length, HandlerMethods.header()))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("too short");
    }

    @Test
    void fillsInTheActionThatTheAckModeStandsFor() throws Exception {
        assertThat(invoke("text", AckMode.BATCH, "x")).isEqualTo(BusAction.CONTINUE);
        assertThat(invoke("text", AckMode.RECORD, "x")).isEqualTo(BusAction.COMMIT);
    }

    @Test
    void passesOnTheActionTheMethodReturns() throws Exception {
        assertThat(invoke("action", AckMode.MANUAL, "ABORT")).isEqualTo(BusAction.ABORT);
        assertThat(invoke("action", AckMode.BATCH, "BREAK")).isEqualTo(BusAction.BREAK);
    }

    @Test
    void takesNoActionForAnError() {
        assertThatThrownBy(() -> invoke("noAction", AckMode.MANUAL, "x"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("null");
    }

    @Test
    void eachHandlerIsOfAClassOfItsOwnSoThatItsMethodCanBeCompiledIntoIt() {
        MessageHandler one = handler("text", AckMode.BATCH);
        MessageHandler other = handler("text", AckMode.BATCH);

        assertThat(one.getClass()).isNotEqualTo(other.getClass());
        assertThat(one.getClass().isHidden()).isTrue();
    }

    @Test
    void callsTheMethodThroughAFieldWhereNoClassCanBeMade() throws Exception {
        MethodHandle text = MethodHandles.lookup()
                .bind(bean, "text", MethodType.methodType(void.class, String.class, BusHeader.class));
        MethodHandle onMessage = MethodHandles.filterReturnValue(
                MethodHandles.dropArguments(
                        MethodHandles.insertArguments(text, 0, "x"), 0, DirectBuffer.class, int.class, int.class),
                MethodHandles.constant(BusAction.class, BusAction.COMMIT));

        BusAction action = new MessageInvoker(onMessage, List.of()).onMessage(buffer, 0, 1, HandlerMethods.header());

        assertThat(action).isEqualTo(BusAction.COMMIT);
        assertThat(bean.calls).hasSize(1);
    }

    @Test
    void throwsWhatTheMethodThrows() {
        assertThatThrownBy(() -> invoke("throwing", AckMode.BATCH, "disk full"))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
    }

    @ParameterizedTest
    @CsvSource({
        "hidden, it is private",
        "shared, it is static",
        "nothing, it has no parameters",
        "onlyOffset, 1 DirectBuffer and 1 int",
        "mutable, read through DirectBuffer",
        "generic, nothing makes its parameter 1",
        "anything, nothing makes its parameter 1",
        "reply, it returns java.lang.String"
    })
    void saysWhyAMethodCannotBeUsedAndWhatCan(String method, String reason) {
        assertThatThrownBy(() -> handler(method, AckMode.BATCH))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining(method)
                .hasMessageContaining(reason)
                .hasMessageContaining("BusMessage; BusHeader; an SBE decoder");
    }

    @Test
    void refusesAMethodWithoutActionWhenItIsToDecideItself() {
        assertThatThrownBy(() -> handler("text", AckMode.MANUAL))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining("must return a BusAction");
    }

    private BusAction invoke(String method, AckMode ackMode, String text) throws Exception {
        int length = buffer.putStringWithoutLengthUtf8(OFFSET, text);
        return handler(method, ackMode).onMessage(buffer, OFFSET, length, HandlerMethods.header());
    }

    private MessageHandler handler(String method, AckMode ackMode) {
        return factory.create(bean, HandlerMethods.method(bean, method), ackMode);
    }

    private int encodeOrder(long id, long quantity) {
        var encoding = new SbeEncoding(OrderEncoder.class);
        var encoder = new OrderEncoder();
        encoding.begin(encoder, buffer, OFFSET);
        encoder.id(id).quantity(quantity);
        return encoding.fixedLength();
    }
}
