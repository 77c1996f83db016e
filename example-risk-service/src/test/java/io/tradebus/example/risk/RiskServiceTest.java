package io.tradebus.example.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.runtime.BusClaim;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.example.messages.BeginEpochEncoder;
import io.tradebus.example.messages.MessageHeaderDecoder;
import io.tradebus.example.messages.MessageHeaderEncoder;
import io.tradebus.example.messages.NewOrderEncoder;
import io.tradebus.example.messages.OrderDecisionDecoder;
import io.tradebus.example.messages.RiskStatusDecoder;
import io.tradebus.example.messages.Side;
import io.tradebus.example.messages.YesNo;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.annotation.BusPublication;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "bus.tuning=low-cpu",
            "bus.streams.orders.term-length=64KB",
            "bus.streams.decisions.term-length=64KB",
            "risk.status-interval=20ms"
        })
@Import(RiskServiceTest.Gateway.class)
class RiskServiceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Autowired
    private Gateway gateway;

    @Autowired
    private BusListenerRegistry listeners;

    @DynamicPropertySource
    static void ownDirectoryAndChannels(DynamicPropertyRegistry registry) throws IOException {
        Path directory = TestMemory.directory();
        registry.add("bus.driver.directory", () -> directory.resolve("driver").toString());
        FreeChannels.register(registry);
        registry.add(
                "risk.journal",
                () -> directory.resolve("journal-" + System.nanoTime()).toString());
    }

    @Test
    @DirtiesContext
    void decidesAnOrderOnceAndTellsTheDecisionAgainWhenAsked() {
        gateway.begin(7);

        gateway.send(7, 1, "DESK01", YesNo.NO);
        gateway.send(7, 2, "NOBODY", YesNo.NO);
        gateway.send(7, 2, "NOBODY", YesNo.YES);
        gateway.send(7, 1, "DESK01", YesNo.NO);

        await(() -> gateway.heard.size() == 4);
        assertThat(gateway.heard)
                .containsExactly(
                        "1 ACCEPTED NO", "2 UNKNOWN_ACCOUNT NO", "2 UNKNOWN_ACCOUNT YES", "1 DUPLICATE_ORDER NO");
    }

    @Test
    @DirtiesContext
    void ignoresOrdersOfAnEpochThatIsOver() {
        gateway.begin(7);
        gateway.begin(8);

        gateway.send(7, 1, "DESK01", YesNo.NO);
        gateway.send(8, 2, "DESK01", YesNo.NO);

        await(() -> !gateway.heard.isEmpty());
        assertThat(gateway.heard).containsExactly("2 ACCEPTED NO");
    }

    @Test
    @DirtiesContext
    void haltsVisiblyOnWhatItCannotDecode() {
        gateway.begin(7);

        gateway.sendText("this is not an order, though it is as long as one and a bit more");

        await(() -> listeners.listener("risk-check").state() == ListenerState.HALTED);
        assertThat(listeners.listener("risk-check").failure()).isPresent();
    }

    private static void await(BooleanSupplier condition) {
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for %s", PATIENCE).isLessThan(deadlineNs);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** The other end of the bus, as simple as can be. */
    static class Gateway {
        private final BusPublisher orders;
        private final BusClaim claim = new BusClaim();
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private volatile long epoch;

        Gateway(@BusPublication("orders") BusPublisher orders) {
            this.orders = orders;
        }

        @BusListener(streams = "decisions", id = "gateway")
        void onMessage(DirectBuffer buffer, int offset, int length) {
            header.wrap(buffer, offset);
            if (header.templateId() == RiskStatusDecoder.TEMPLATE_ID) {
                epoch = new RiskStatusDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .epoch();
            } else {
                OrderDecisionDecoder decision = new OrderDecisionDecoder().wrapAndApplyHeader(buffer, offset, header);
                heard.add(decision.orderId() + " " + decision.verdict() + " " + decision.repeated());
            }
        }

        void begin(long newEpoch) {
            claim(MessageHeaderEncoder.ENCODED_LENGTH + BeginEpochEncoder.BLOCK_LENGTH);
            new BeginEpochEncoder()
                    .wrapAndApplyHeader(claim.buffer(), claim.offset(), new MessageHeaderEncoder())
                    .epoch(newEpoch);
            claim.commit();
            await(() -> epoch == newEpoch);
        }

        void send(long epochOfOrder, long orderId, String account, YesNo possibleResend) {
            claim(MessageHeaderEncoder.ENCODED_LENGTH + NewOrderEncoder.BLOCK_LENGTH);
            NewOrderEncoder order = new NewOrderEncoder()
                    .wrapAndApplyHeader(claim.buffer(), claim.offset(), new MessageHeaderEncoder())
                    .orderId(orderId)
                    .epoch(epochOfOrder)
                    .account(account)
                    .symbol("ALDER")
                    .quantity(100);
            order.price().mantissa(1_825_000);
            order.transactTime(orderId * 1_000_000_000L).side(Side.BUY).possibleResend(possibleResend);
            claim.commit();
        }

        void sendText(String text) {
            UnsafeBuffer bytes = new UnsafeBuffer(text.getBytes(StandardCharsets.US_ASCII));
            await(() -> orders.offer(bytes, 0, bytes.capacity()) > 0);
        }

        private void claim(int length) {
            await(() -> orders.tryClaim(length, claim) > 0);
        }
    }
}
