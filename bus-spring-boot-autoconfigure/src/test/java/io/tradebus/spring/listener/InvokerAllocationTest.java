package io.tradebus.spring.listener;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tradebus.core.runtime.AckMode;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusClaim;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.BusMessage;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.spring.convert.BusConverters;
import io.tradebus.spring.convert.SbeEncoding;
import io.tradebus.spring.sbe.CancelDecoder;
import io.tradebus.spring.sbe.OrderDecoder;
import io.tradebus.spring.sbe.OrderEncoder;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvokerAllocationTest {
    private static final int MESSAGES = 1_000_000;
    private static final int ROUNDS = 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Handlers bean = new Handlers();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
    private final BusHeader header = HandlerMethods.header();

    @SuppressWarnings("unused")
    static class Handlers {
        long sum;

        void raw(DirectBuffer buffer, int offset, int length, BusHeader header) {
            sum += buffer.getLong(offset) + header.position();
        }

        void message(BusMessage message) {
            sum += message.buffer().getLong(message.offset()) + message.length();
        }

        void sbe(OrderDecoder order, BusHeader header) {
            sum += order.id() + order.quantity();
        }

        void cancel(CancelDecoder cancel) {
            sum += cancel.id();
        }

        void reply(OrderDecoder order, BusReply<OrderEncoder> reply) {
            reply.encoder().id(order.id()).quantity(sum++);
        }

        BusAction action(DirectBuffer buffer, int offset, int length) {
            sum += buffer.getLong(offset);
            return BusAction.COMMIT;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "message", "sbe", "action"})
    void allocatesNothingForAMessage(String method) throws Exception {
        var encoding = new SbeEncoding(OrderEncoder.class);
        var encoder = new OrderEncoder();
        encoding.begin(encoder, buffer, 0);
        encoder.id(1).quantity(2);
        allocatesNothing(
                new InvokerFactory(new BusConverters(List.of()))
                        .create(bean, HandlerMethods.method(bean, method), AckMode.BATCH),
                encoding.fixedLength());
    }

    @Test
    void allocatesNothingToFindTheMethodOfATemplate() throws Exception {
        var encoding = new SbeEncoding(OrderEncoder.class);
        encoding.begin(new OrderEncoder(), buffer, 0);
        List<HandlerMethod> methods = Stream.of("sbe", "cancel")
                .map(name -> new HandlerMethod(bean, HandlerMethods.method(bean, name), false))
                .toList();
        bean.sum = 1;

        allocatesNothing(
                new InvokerFactory(new BusConverters(List.of())).dispatcher(methods, AckMode.BATCH),
                encoding.fixedLength());
    }

    @Test
    void allocatesNothingForAReply() throws Exception {
        var encoding = new SbeEncoding(OrderEncoder.class);
        encoding.begin(new OrderEncoder(), buffer, 0);
        var target = new Target();
        var method = new HandlerMethod(bean, HandlerMethods.method(bean, "reply"), false, target);
        bean.sum = 1;

        allocatesNothing(
                new InvokerFactory(new BusConverters(List.of())).create(method, AckMode.BATCH), encoding.fixedLength());

        assertThat(target.offers).isPositive();
    }

    /** Has room for every third offer, and for no claim. */
    private static final class Target implements ReplyTarget {
        private long offers;

        @Override
        public String name() {
            return "checked";
        }

        @Override
        public long offer(BusHeader request, long number, DirectBuffer buffer, int offset, int length) {
            return ++offers % 3 == 0 ? 64 : -2;
        }

        @Override
        public long tryClaim(BusHeader request, int length, BusClaim claim) {
            return -2;
        }
    }

    private void allocatesNothing(MessageHandler handler, int length) throws Exception {
        invoke(handler, MESSAGES / 10, length);
        long least = Long.MAX_VALUE;
        // What the JVM itself allocates once, on the way to compiled code, is over after some rounds.
        for (int round = 0; round < ROUNDS && least > 0; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            invoke(handler, MESSAGES, length);
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(least).as("bytes allocated for %d messages", MESSAGES).isZero();
        assertThat(bean.sum).isPositive();
    }

    private void invoke(MessageHandler handler, int messages, int length) throws Exception {
        for (int i = 0; i < messages; i++) {
            handler.onMessage(buffer, 0, length, header);
        }
    }
}
