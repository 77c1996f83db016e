package io.tradebus.example.gateway.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.example.gateway.NewOrder;
import io.tradebus.example.messages.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TradingDayTest {
    private static final long SEED = 20_260_115;
    private static final int COUNT = 120_000;
    private static MarketProperties market;
    private static List<NewOrder> day;

    @BeforeAll
    static void makeADay() {
        market = TestMarket.load();
        day = TradingDay.orders(market, SEED, COUNT);
    }

    @Test
    void isTheSameToTheLastByteForTheSameSeed(@TempDir Path directory) throws IOException {
        OrderFile.write(directory.resolve("a.csv"), day);
        OrderFile.write(directory.resolve("b.csv"), TradingDay.orders(TestMarket.load(), SEED, COUNT));

        assertThat(directory.resolve("a.csv")).hasSameBinaryContentAs(directory.resolve("b.csv"));
    }

    @Test
    void isAnotherForAnotherSeed() {
        assertThat(TradingDay.orders(market, SEED + 1, 1_000)).isNotEqualTo(day.subList(0, 1_000));
    }

    @Test
    void isInTheOrderOfTimeAndNumberedFromOne() {
        assertThat(day)
                .hasSize(COUNT)
                .isSortedAccordingTo((a, b) -> Long.compare(a.transactTimeNs(), b.transactTimeNs()));
        assertThat(day.get(0).orderId()).isEqualTo(1);
        assertThat(day.get(COUNT - 1).orderId()).isEqualTo(COUNT);
    }

    @Test
    void isBusyAtTheOpenAndAtTheClose() {
        long first = day.get(0).transactTimeNs();
        long last = day.get(COUNT - 1).transactTimeNs();
        long tenMinutes = TimeUnit.MINUTES.toNanos(10);

        assertThat(ordersBetween(first, first + tenMinutes)).isGreaterThan(COUNT / 5);
        assertThat(ordersBetween(last - tenMinutes, last)).isGreaterThan(COUNT / 5);
        assertThat(ordersBetween(first + 18 * tenMinutes, first + 19 * tenMinutes))
                .isBetween(1L, COUNT / 50L);
    }

    @Test
    void breaksEachLimitNowAndThenAndKeepsThemMostly() {
        Map<Verdict, Long> counts = IndependentCount.of(market, day);

        Set<Verdict> everyVerdictOfAFile = EnumSet.complementOf(EnumSet.of(Verdict.NULL_VAL, Verdict.DUPLICATE_ORDER));
        assertThat(counts.keySet()).as("%s", counts).isEqualTo(everyVerdictOfAFile);
        assertThat(counts.get(Verdict.ACCEPTED)).as("%s", counts).isBetween(COUNT * 9L / 10, COUNT * 99L / 100);
    }

    @Test
    void comesBackFromItsFileAsItWas(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("orders.csv");

        OrderFile.write(file, day);

        assertThat(Files.readAllLines(file).get(0)).isEqualTo("order_id,time,account,symbol,side,quantity,price");
        assertThat(OrderFile.read(file)).isEqualTo(day);
    }

    private static long ordersBetween(long fromNs, long toNs) {
        return day.stream()
                .filter(order -> order.transactTimeNs() >= fromNs && order.transactTimeNs() < toNs)
                .count();
    }
}
