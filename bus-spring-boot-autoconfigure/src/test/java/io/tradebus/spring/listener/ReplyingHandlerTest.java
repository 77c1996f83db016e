package io.tradebus.spring.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.BusException;
import io.tradebus.core.runtime.AckMode;
import io.tradebus.core.runtime.BatchHandler;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusClaim;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.core.runtime.OfferStatus;
import io.tradebus.spring.convert.BusConverters;
import io.tradebus.spring.convert.JacksonBusConverter;
import io.tradebus.spring.convert.SbeDecoding;
import io.tradebus.spring.sbe.NoteEncoder;
import io.tradebus.spring.sbe.OrderDecoder;
import io.tradebus.spring.sbe.OrderEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class ReplyingHandlerTest {
    private final InvokerFactory factory = new InvokerFactory(new BusConverters(
            List.of(new JacksonBusConverter(JsonMapper.builder().build()))));
    private final StubPublisher target = new StubPublisher("checked");
    private final Handlers bean = new Handlers();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
    private final BusHeader first = new BusHeader().session("orders", 1, 7);
    private final BusHeader second = new BusHeader().session("orders", 1, 8);

    record Checked(String order) {}

    @SuppressWarnings("unused")
    static class Handlers {
        final List<String> calls = new ArrayList<>();
        boolean isBroken;
        int ends;

        String text(String text) {
            calls.add(text);
            return "<" + text + ">";
        }

        void end() {
            ends++;
            if (isBroken) {
                throw new IllegalStateException("the end of a batch");
            }
        }

        byte[] bytes(byte[] bytes) {
            return bytes;
        }

        ByteBuffer byteBuffer(ByteBuffer bytes) {
            return bytes;
        }

        DirectBuffer directBuffer(byte[] bytes) {
            return new UnsafeBuffer(bytes);
        }

        Checked json(String text) {
            return new Checked(text);
        }

        @Nullable String nothing(String text) {
            return null;
        }

        void sbe(String text, BusReply<OrderEncoder> reply) {
            calls.add(text);
            if (text.startsWith("quantity")) {
                reply.encoder().quantity(text.length());
            } else if (!text.equals("none")) {
                reply.encoder().id(text.length());
                reply.encoder().quantity(99);
            }
            if (text.startsWith("bad")) {
                throw new IllegalArgumentException(text);
            } else if (text.startsWith("discard")) {
                reply.discard();
            }
        }

        void variable(String text, BusReply<NoteEncoder> reply) {
            if (text.startsWith("gap")) {
                reply.encoder().leaveOut(16);
            } else {
                reply.encoder().text(text);
            }
        }

        BusAction action(String text, BusReply<OrderEncoder> reply) {
            reply.encoder().id(text.length()).quantity(1);
            return BusAction.valueOf(text);
        }

        int primitive(String text) {
            return 1;
        }

        OrderEncoder encoder(String text) {
            return new OrderEncoder();
        }

        void none(String text) {}

        void raw(String text, BusReply<String> reply) {}

        String both(String text, BusReply<OrderEncoder> reply) {
            return text;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "text, <hello>",
        "bytes, hello",
        "byteBuffer, hello",
        "directBuffer, hello",
        "json, '{\"order\":\"hello\"}'"
    })
    void sendsWhatTheMethodReturns(String method, String expected) throws Exception {
        assertThat(call(handler(method), "hello", first, 64)).isEqualTo(BusAction.CONTINUE);

        assertThat(sent()).containsExactly(expected);
    }

    @Test
    void sendsNothingForNull() throws Exception {
        assertThat(call(handler("nothing"), "hello", first, 64)).isEqualTo(BusAction.CONTINUE);

        assertThat(target.messages).isEmpty();
    }

    @Test
    void sendsWhatIsWrittenThroughAReply() throws Throwable {
        MessageHandler handler = handler("sbe");

        call(handler, "hello", first, 64);
        call(handler, "none", first, 128);
        call(handler, "discarded", first, 192);
        call(handler, "quantity", first, 256);

        assertThat(orders()).as("nothing is left of other messages").containsExactly("5x99", "0x8");
    }

    @Test
    void whatIsNotSetInVariableDataIsZeroAndNothingOfAnotherMessage() throws Exception {
        MessageHandler handler = handler("variable");

        call(handler, "x".repeat(60), first, 64);
        call(handler, "gap", first, 128);

        byte[] message = target.messages.get(1);
        assertThat(Arrays.copyOfRange(message, 8, message.length))
                .isEqualTo(new byte[new NoteEncoder().sbeBlockLength() + 16]);
    }

    @Test
    void sendsVariableDataInItsLength() throws Exception {
        call(handler("variable"), "hello", first, 64);

        assertThat(target.messages.get(0)).hasSize(8 + new NoteEncoder().sbeBlockLength() + 2 + 5);
    }

    @ParameterizedTest
    @EnumSource(
            value = OfferStatus.class,
            names = {"BACK_PRESSURED", "NOT_CONNECTED", "CLOSED"})
    void keepsAResultWithoutRoomAndDoesNotHandleItsMessageAgain(OfferStatus refusal) throws Exception {
        MessageHandler handler = handler("text", AckMode.RECORD);
        target.refusals(3, refusal);

        assertThat(call(handler, "hello", first, 64)).isEqualTo(BusAction.ABORT);
        assertThat(call(handler, "hello", first, 64)).isEqualTo(BusAction.ABORT);
        assertThat(call(handler, "hello", first, 64)).isEqualTo(BusAction.ABORT);
        assertThat(call(handler, "hello", first, 64)).isEqualTo(BusAction.COMMIT);
        call(handler, "next", first, 128);

        assertThat(bean.calls).containsExactly("hello", "next");
        assertThat(sent()).containsExactly("<hello>", "<next>");
    }

    @Test
    void keepsOneResultForEachSession() throws Throwable {
        MessageHandler handler = handler("sbe");
        target.refusals(3, OfferStatus.BACK_PRESSURED);

        assertThat(call(handler, "1", first, 64)).isEqualTo(BusAction.ABORT);
        assertThat(call(handler, "22", second, 64)).isEqualTo(BusAction.ABORT);
        assertThat(call(handler, "1", first, 64)).isEqualTo(BusAction.ABORT);
        assertThat(call(handler, "22", second, 64)).isEqualTo(BusAction.CONTINUE);
        assertThat(call(handler, "1", first, 64)).isEqualTo(BusAction.CONTINUE);

        assertThat(bean.calls).containsExactly("1", "22");
        assertThat(orders()).containsExactly("2x99", "1x99");
    }

    @Test
    void triesALastTimeWhenASessionEnds() throws Exception {
        MessageHandler handler = handler("text");
        target.refusals(3, OfferStatus.BACK_PRESSURED);
        call(handler, "sent", first, 64);
        call(handler, "lost", second, 64);

        assertThat(handler.onSessionEnded(second)).as("it may be handled again").isZero();
        assertThat(handler.onSessionEnded(first)).as("it is done").isEqualTo(64);
        assertThat(handler.onSessionEnded(first)).isZero();

        assertThat(sent()).containsExactly("<sent>");
        assertThat(call(handler, "lost", second, 64))
                .as("a new message, even at the same position")
                .isEqualTo(BusAction.CONTINUE);
    }

    @Test
    void sendsNothingOfAMessageThatFailedOrWasAborted() throws Exception {
        assertThatThrownBy(() -> call(handler("sbe"), "bad", first, 64)).hasMessage("bad");
        MessageHandler deciding = handler("action", AckMode.MANUAL);
        assertThat(call(deciding, "ABORT", first, 64)).isEqualTo(BusAction.ABORT);
        assertThat(target.messages).isEmpty();

        assertThat(call(deciding, "BREAK", first, 64)).isEqualTo(BusAction.BREAK);
        assertThat(target.messages).hasSize(1);
    }

    @Test
    void aResultThatFindsAStreamFullForEverIsKept() throws Exception {
        MessageHandler handler = handler("text");
        target.refusals(2, OfferStatus.MAX_POSITION_EXCEEDED);

        assertThatThrownBy(() -> call(handler, "hello", first, 64)).hasMessageContaining("full for ever");
        assertThatThrownBy(() -> call(handler, "hello", first, 64)).hasMessageContaining("full for ever");
        assertThat(call(handler, "hello", first, 64)).isEqualTo(BusAction.CONTINUE);

        assertThat(bean.calls).containsExactly("hello");
        assertThat(sent()).containsExactly("<hello>");
    }

    @Test
    void aResultIsForgottenWithItsMessageThatIsPassedOver() throws Exception {
        MessageHandler handler = handler("text");
        target.refusals(1, OfferStatus.BACK_PRESSURED);
        call(handler, "passed over", first, 64);

        call(handler, "next", first, 128);
        handler.onSessionEnded(first);

        assertThat(sent()).containsExactly("<next>");
    }

    @Test
    void aResultGoesToTheRequestItBelongsTo() throws Exception {
        List<Long> numbers = new ArrayList<>();
        MessageHandler handler = replying(numbers, 64);
        int length = buffer.putStringWithoutLengthUtf8(0, "hello");
        handler.onMessage(buffer, 0, length, first.message(128, 5, (byte) 0xC0, false, 1));

        // A batch is delivered again from its begin, when the session ends.
        first.message(64, 4, (byte) 0xC0, false, 1);

        assertThat(handler.onSessionEnded(first)).isEqualTo(128);
        assertThat(numbers).containsExactly(5L, 5L);
    }

    @Test
    void aRequestWhoseReplyNobodyCouldGetIsNotDoneWithItsSession() throws Exception {
        List<Long> numbers = new ArrayList<>();
        MessageHandler handler = replying(numbers, 0);
        int length = buffer.putStringWithoutLengthUtf8(0, "hello");
        handler.onMessage(buffer, 0, length, first.message(128, 5, (byte) 0xC0, false, 1));

        assertThat(handler.onSessionEnded(first)).isZero();
        assertThat(numbers).containsExactly(5L, 5L);
    }

    /** A handler whose requester has no room at first, and then answers an offer as given. */
    private MessageHandler replying(List<Long> numbers, long result) {
        ReplyTarget requester = new ReplyTarget() {
            @Override
            public String name() {
                return "the requester";
            }

            @Override
            public long offer(BusHeader request, long number, DirectBuffer bytes, int offset, int length) {
                numbers.add(number);
                return numbers.size() == 1 ? OfferStatus.BACK_PRESSURED.code() : result;
            }

            @Override
            public long tryClaim(BusHeader request, int length, BusClaim claim) {
                return OfferStatus.BACK_PRESSURED.code();
            }
        };
        return factory.create(
                new HandlerMethod(bean, HandlerMethods.method(bean, "text"), false, requester), AckMode.BATCH);
    }

    @Test
    void aResultWithoutRoomIsForgottenWithTheWorkOfItsBatch() throws Exception {
        BatchHandler handler = batches();
        call(handler, "done", second, 64);
        target.refusals(1, OfferStatus.BACK_PRESSURED);
        assertThat(call(handler, "parked", first, 64)).isEqualTo(BusAction.ABORT);

        bean.isBroken = true;
        assertThatThrownBy(handler::onBatchEnd).hasMessage("the end of a batch");
        bean.isBroken = false;
        assertThat(call(handler, "parked", first, 64)).isEqualTo(BusAction.CONTINUE);

        assertThat(bean.calls).containsExactly("done", "parked", "parked");
        assertThat(sent()).containsExactly("<done>", "<parked>");
    }

    @Test
    void aResultWithoutRoomIsKeptOnceItsBatchIsFinished() throws Exception {
        BatchHandler handler = batches();
        target.refusals(2, OfferStatus.BACK_PRESSURED);
        call(handler, "parked", first, 64);
        handler.onBatchEnd();

        assertThat(call(handler, "other", second, 64)).isEqualTo(BusAction.ABORT);
        bean.isBroken = true;
        assertThatThrownBy(handler::onBatchEnd).hasMessage("the end of a batch");
        assertThat(call(handler, "parked", first, 64)).isEqualTo(BusAction.CONTINUE);
        assertThat(call(handler, "other", second, 64)).isEqualTo(BusAction.CONTINUE);

        assertThat(bean.calls).containsExactly("parked", "other", "other");
    }

    @Test
    void aSessionEndsTheBatchOfAMessageBeforeItsResultIsSent() throws Exception {
        BatchHandler handler = batches();
        target.refusals(1, OfferStatus.BACK_PRESSURED);
        assertThat(call(handler, "parked", first, 64)).isEqualTo(BusAction.ABORT);

        assertThat(handler.onSessionEnded(second)).isZero();
        assertThat(bean.ends).as("it is of another session").isZero();
        assertThat(handler.onSessionEnded(first)).as("it is done").isEqualTo(64);

        assertThat(bean.ends).isEqualTo(1);
        assertThat(sent()).containsExactly("<parked>");
    }

    @Test
    void aSessionDoesNotSendTheResultOfAMessageWhoseBatchCannotBeEnded() throws Exception {
        BatchHandler handler = batches();
        target.refusals(1, OfferStatus.BACK_PRESSURED);
        call(handler, "parked", first, 64);

        bean.isBroken = true;
        assertThat(handler.onSessionEnded(first))
                .as("it is to be handled again")
                .isZero();
        bean.isBroken = false;
        assertThat(sent()).isEmpty();
        assertThat(call(handler, "parked", first, 64)).isEqualTo(BusAction.CONTINUE);

        assertThat(bean.calls).containsExactly("parked", "parked");
        assertThat(sent()).containsExactly("<parked>");
    }

    @Test
    void aSessionDoesNotEndABatchAgain() throws Exception {
        BatchHandler handler = batches();
        target.refusals(1, OfferStatus.BACK_PRESSURED);
        call(handler, "parked", first, 64);
        handler.onBatchEnd();

        bean.isBroken = true;
        assertThat(handler.onSessionEnded(first)).isEqualTo(64);

        assertThat(bean.ends).isEqualTo(1);
        assertThat(sent()).containsExactly("<parked>");
    }

    private BatchHandler batches() {
        return factory.batchEnding(handler("text"), bean, HandlerMethods.method(bean, "end"), "test");
    }

    @Test
    void whatIsMeasuredIsAHandlingAndNotTheWaitForRoom() throws Exception {
        AtomicInteger measured = new AtomicInteger();
        HandlerDecorator counting = (endpoint, handler) -> (bytes, offset, length, header) -> {
            measured.incrementAndGet();
            return handler.onMessage(bytes, offset, length, header);
        };
        MessageHandler decorated = BusListenerEndpoint.of("test", "orders", handler("text"))
                .decorated(List.of(counting, counting))
                .handlers()
                .get();
        target.refusals(3, OfferStatus.BACK_PRESSURED);

        for (int i = 0; i < 4; i++) {
            call(decorated, "hello", first, 64);
        }
        call(decorated, "next", first, 128);

        assertThat(sent()).containsExactly("<hello>", "<next>");
        assertThat(measured).as("twice each").hasValue(4);
    }

    @Test
    void aStreamThatIsFullForEverIsAnError() {
        target.refusals(1, OfferStatus.MAX_POSITION_EXCEEDED);

        assertThatThrownBy(() -> call(handler("text"), "hello", first, 64))
                .isInstanceOf(BusException.class)
                .hasMessageContaining("'checked' is full for ever");
    }

    @ParameterizedTest
    @CsvSource({
        "primitive, 'nothing writes its result, int'",
        "encoder, 'void encoder(..., BusReply<OrderEncoder> reply)'",
        "none, it has @SendTo but no result",
        "raw, does not name an SBE encoder",
        "both, it has more than one result"
    })
    void saysWhyAResultCannotBeSent(String method, String reason) {
        assertThatThrownBy(() -> handler(method))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void refusesAResultThatGoesNowhere() {
        assertThatThrownBy(() -> factory.create(bean, HandlerMethods.method(bean, "sbe"), AckMode.BATCH))
                .hasMessageContaining("it has a BusReply but no @SendTo(\"stream\")");
        assertThatThrownBy(() -> handler("text", AckMode.MANUAL))
                .hasMessageContaining("must return a BusAction and write its result through a BusReply");
    }

    private MessageHandler handler(String method) {
        return handler(method, AckMode.BATCH);
    }

    private MessageHandler handler(String method, AckMode ackMode) {
        return factory.create(
                new HandlerMethod(bean, HandlerMethods.method(bean, method), false, ReplyTarget.of(target)), ackMode);
    }

    private BusAction call(MessageHandler handler, String text, BusHeader header, long position) throws Exception {
        int length = buffer.putStringWithoutLengthUtf8(0, text);
        return handler.onMessage(buffer, 0, length, header.message(position, 0, (byte) 0xC0, false, 1));
    }

    private List<String> sent() {
        return target.messages.stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }

    private List<String> orders() throws Throwable {
        var decoding = SbeDecoding.of(OrderDecoder.class);
        List<String> orders = new ArrayList<>();
        for (byte[] bytes : target.messages) {
            var order = (OrderDecoder) decoding.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
            orders.add(order.id() + "x" + order.quantity());
        }
        return orders;
    }
}
