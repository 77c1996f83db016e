package io.tradebus.example.risk.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tradebus.example.messages.Verdict;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RiskBookTest {
    private static final long ALDER = Code.of("ALDER");
    private static final long DESK = Code.of("DESK01");
    private static final long SECOND_NS = 1_000_000_000L;

    private final RiskBook book = new RiskBook();
    private final OrderView view = new OrderView();
    private long timeNs;

    @BeforeEach
    void openTheBook() {
        // Band 95 to 105, tick 0.05, at most 1,000 units an order.
        book.list(Instrument.aroundReferencePrice(0, ALDER, price("0.05"), price("100"), 500, 1_000));
        book.open(DESK, new AccountLimits(price("90000"), 2_000, price("300000"), 5));
    }

    @Test
    void acceptsAnOrderWithinAllLimits() {
        assertThat(buy(100, "100")).isEqualTo(Verdict.ACCEPTED);
        assertThat(book.position(DESK, ALDER)).isEqualTo(100);
        assertThat(book.totalValue(DESK)).isEqualTo(price("10000"));
    }

    @Test
    void rejectsWhoAndWhatItDoesNotKnow() {
        assertThat(book.decide(view.of(Code.of("GHOST"), ALDER).terms(true, 1, price("100"), 0)))
                .isEqualTo(Verdict.UNKNOWN_ACCOUNT);
        assertThat(book.decide(view.of(DESK, Code.of("YEW")).terms(true, 1, price("100"), 0)))
                .isEqualTo(Verdict.UNKNOWN_INSTRUMENT);
    }

    @Test
    void rejectsQuantitiesThatAreNone() {
        assertThat(buy(0, "100")).isEqualTo(Verdict.INVALID_QUANTITY);
        assertThat(buy(-5, "100")).isEqualTo(Verdict.INVALID_QUANTITY);
    }

    @Test
    void rejectsPricesOffTheGrid() {
        assertThat(buy(1, "100.01")).isEqualTo(Verdict.TICK_SIZE);
        assertThat(buy(1, "0")).isEqualTo(Verdict.TICK_SIZE);
        assertThat(buy(1, "-100")).isEqualTo(Verdict.TICK_SIZE);
        assertThat(buy(1, "100.05")).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void takesTheEndsOfTheBandAsInside() {
        assertThat(buy(1, "95")).isEqualTo(Verdict.ACCEPTED);
        assertThat(buy(1, "105")).isEqualTo(Verdict.ACCEPTED);
        assertThat(buy(1, "94.95")).isEqualTo(Verdict.PRICE_BAND);
        assertThat(buy(1, "105.05")).isEqualTo(Verdict.PRICE_BAND);
    }

    @Test
    void rejectsFatFingers() {
        assertThat(buy(1_001, "95")).isEqualTo(Verdict.FAT_FINGER_QUANTITY);
        assertThat(buy(901, "100")).isEqualTo(Verdict.FAT_FINGER_NOTIONAL);
        assertThat(buy(900, "100")).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void keepsPositionsWithinTheirLimitOnBothSides() {
        assertThat(buy(900, "100")).isEqualTo(Verdict.ACCEPTED);
        assertThat(buy(900, "95")).isEqualTo(Verdict.ACCEPTED);
        assertThat(buy(201, "95")).isEqualTo(Verdict.POSITION_LIMIT);
        assertThat(sell(201, "95")).isEqualTo(Verdict.ACCEPTED);
        assertThat(book.position(DESK, ALDER)).isEqualTo(1_599);
    }

    @Test
    void addsUpTheValueOfAllAcceptedOrders() {
        for (int i = 0; i < 3; i++) {
            assertThat(buy(450, "100")).isEqualTo(Verdict.ACCEPTED);
            assertThat(sell(450, "100")).isEqualTo(Verdict.ACCEPTED);
        }
        assertThat(buy(301, "100")).isEqualTo(Verdict.ACCOUNT_NOTIONAL);
        assertThat(buy(300, "100")).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void countsAllOrdersOfASecondWhateverBecomesOfThem() {
        for (int i = 0; i < 5; i++) {
            assertThat(orderAt(7 * SECOND_NS + i, 0)).isEqualTo(Verdict.INVALID_QUANTITY);
        }
        assertThat(orderAt(8 * SECOND_NS - 1, 1)).isEqualTo(Verdict.ORDER_RATE);
        assertThat(orderAt(8 * SECOND_NS, 1)).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void usesNoLimitForARejectedOrder() {
        buy(1_001, "95");
        buy(901, "100");

        assertThat(book.position(DESK, ALDER)).isZero();
        assertThat(book.totalValue(DESK)).isZero();
    }

    @Test
    void takesOverDecisionsWithoutLookingAtTheLimits() {
        book.restore(order(true, 5_000, "300", 1), Verdict.ACCEPTED);
        book.restore(order(true, 7, "100", 2), Verdict.PRICE_BAND);

        assertThat(book.position(DESK, ALDER)).isEqualTo(5_000);
        assertThat(sell(900, "100")).isEqualTo(Verdict.POSITION_LIMIT);
    }

    @Test
    void refusesLimitsThatMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AccountLimits(0, 1, 1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Instrument.aroundReferencePrice(0, ALDER, 0, price("100"), 500, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> book.open(DESK, new AccountLimits(1, 1, 1, 1)))
                .withMessageContaining("twice");
    }

    @Test
    void readsNamesAsAMessageDoes() {
        assertThat(Code.of("AB")).isEqualTo('A' | 'B' << 8);
        assertThatIllegalArgumentException().isThrownBy(() -> Code.of("TOOLONGNAME"));
        assertThatIllegalArgumentException().isThrownBy(() -> Code.of(""));
    }

    @Test
    void decidesWithoutAllocating() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        decideMany(200_000);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            decideMany(500_000);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        // The least of the rounds: now and then the virtual machine itself does something on this thread.
        assertThat(least).isZero();
    }

    private void decideMany(int count) {
        for (int i = 0; i < count; i++) {
            timeNs += SECOND_NS;
            view.of((i & 7) == 0 ? 1 : DESK, ALDER).terms((i & 1) == 0, i & 1_023, 1_000_000, timeNs);
            book.decide(view);
        }
    }

    private Verdict buy(long quantity, String price) {
        return book.decide(order(true, quantity, price, timeNs += SECOND_NS));
    }

    private Verdict sell(long quantity, String price) {
        return book.decide(order(false, quantity, price, timeNs += SECOND_NS));
    }

    private Verdict orderAt(long atNs, long quantity) {
        return book.decide(order(true, quantity, "100", atNs));
    }

    private OrderView order(boolean isBuy, long quantity, String price, long atNs) {
        return view.of(DESK, ALDER).terms(isBuy, quantity, price(price), atNs);
    }

    private static long price(String price) {
        return FixedPoint.of(new BigDecimal(price));
    }
}
