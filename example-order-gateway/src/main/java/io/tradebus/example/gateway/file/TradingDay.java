package io.tradebus.example.gateway.file;

import io.tradebus.example.gateway.NewOrder;
import io.tradebus.example.gateway.file.MarketProperties.Account;
import io.tradebus.example.gateway.file.MarketProperties.Instrument;
import io.tradebus.example.messages.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Makes up a trading day: prices that wander in ticks around the reference, many orders after the open and before the
 * close and fewer in between, funds that trade large and private clients that trade small, and people and programs that
 * make mistakes. The same seed makes the same day, to the last digit.
 */
public final class TradingDay {
    private static final Instant OPEN = Instant.parse("2026-01-15T09:30:00Z");
    private static final long LENGTH_NS = TimeUnit.MINUTES.toNanos(390);
    private static final long BURST_NS = TimeUnit.MINUTES.toNanos(12);
    private static final double SHARE_AT_OPEN = 0.22;
    private static final double SHARE_AT_CLOSE = 0.28;
    private static final double SHARE_OF_MISTAKES = 0.012;
    private static final double SHARE_OF_RUNAWAYS = 0.0002;
    private static final int RUNAWAY_LENGTH = 60;
    private static final long NOT_NUMBERED_YET = 0;
    private static final long RUNAWAY_STEP_NS = TimeUnit.MILLISECONDS.toNanos(7);

    private final MarketProperties market;
    private final Random random;
    private final long[] lastTicks;
    private final List<NewOrder> orders = new ArrayList<>();

    private TradingDay(MarketProperties market, long seed) {
        this.market = market;
        this.random = new Random(seed);
        this.lastTicks = market.instruments().stream()
                .mapToLong(each -> ticks(each, each.referencePrice()))
                .toArray();
    }

    /** Makes the orders of a day in the order of time, with ids from 1. */
    public static List<NewOrder> orders(MarketProperties market, long seed, int count) {
        TradingDay day = new TradingDay(market, seed);
        for (long timeNs : day.times(count)) {
            if (day.orders.size() < count) {
                day.addOrders(timeNs, count);
            }
        }
        return numbered(day.orders);
    }

    /** Orders that were made in bunches reach into the time of those after them: sorts all, and names them anew. */
    private static List<NewOrder> numbered(List<NewOrder> orders) {
        orders.sort(Comparator.comparingLong(NewOrder::transactTimeNs));
        List<NewOrder> numbered = new ArrayList<>(orders.size());
        long orderId = 0;
        for (NewOrder each : orders) {
            numbered.add(new NewOrder(
                    ++orderId,
                    each.account(),
                    each.symbol(),
                    each.side(),
                    each.quantity(),
                    each.price(),
                    each.transactTimeNs()));
        }
        return numbered;
    }

    private long[] times(int count) {
        long openNs = TimeUnit.SECONDS.toNanos(OPEN.getEpochSecond());
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            times[i] = openNs + TimeUnit.NANOSECONDS.toMicros(timeOfDayNs()) * 1_000;
        }
        Arrays.sort(times);
        return times;
    }

    private long timeOfDayNs() {
        double kind = random.nextDouble();
        if (kind < SHARE_AT_OPEN) {
            return burstNs();
        }
        if (kind < SHARE_AT_OPEN + SHARE_AT_CLOSE) {
            return LENGTH_NS - burstNs();
        }
        return (long) (random.nextDouble() * LENGTH_NS);
    }

    /** Time from the middle of a burst: most of it happens in the first few minutes. */
    private long burstNs() {
        double exponential = -Math.log(1 - random.nextDouble()) / 3;
        return (long) (Math.min(exponential, 1) * BURST_NS);
    }

    private void addOrders(long timeNs, int count) {
        double kind = random.nextDouble();
        if (kind < SHARE_OF_RUNAWAYS) {
            addRunaway(timeNs, count);
        } else if (kind < SHARE_OF_RUNAWAYS + SHARE_OF_MISTAKES) {
            orders.add(mistake(sound(timeNs)));
        } else {
            orders.add(sound(timeNs));
        }
    }

    /** A program that has lost its head: the same order again and again, within one second or two. */
    private void addRunaway(long timeNs, int count) {
        NewOrder first = sound(timeNs);
        int length = Math.min(RUNAWAY_LENGTH, count - orders.size());
        for (int i = 0; i < length; i++) {
            orders.add(new NewOrder(
                    NOT_NUMBERED_YET,
                    first.account(),
                    first.symbol(),
                    first.side(),
                    first.quantity(),
                    first.price(),
                    timeNs + i * RUNAWAY_STEP_NS));
        }
    }

    private NewOrder sound(long timeNs) {
        Account account = pick(market.accounts());
        int index = random.nextInt(market.instruments().size());
        Instrument instrument = market.instruments().get(index);
        BigDecimal price = nextPrice(instrument, index);
        return new NewOrder(
                NOT_NUMBERED_YET,
                account.name(),
                instrument.symbol(),
                side(account, index),
                quantity(account, instrument),
                price,
                timeNs);
    }

    /** One tick up or down for most orders, pulled back to the reference; a client stays within a few ticks of it. */
    private BigDecimal nextPrice(Instrument instrument, int index) {
        long reference = ticks(instrument, instrument.referencePrice());
        long widest = Math.max(1, reference * instrument.bandBasisPoints() / 10_000 / 2);
        long pull = Long.signum(reference - lastTicks[index]);
        long step = random.nextInt(3) - 1 + (random.nextInt(20) == 0 ? pull : 0);
        lastTicks[index] = Math.max(reference - widest, Math.min(reference + widest, lastTicks[index] + step));
        int offset = random.nextInt(7) - 3;
        return price(instrument, Math.max(1, lastTicks[index] + offset));
    }

    /** Every account leans to one side in one of the instruments; it is there that positions grow. */
    private Side side(Account account, int instrumentIndex) {
        int leaning =
                Math.floorMod(account.name().hashCode(), market.instruments().size());
        if (leaning == instrumentIndex) {
            return random.nextInt(10) < 8 ? Side.BUY : Side.SELL;
        }
        return random.nextBoolean() ? Side.BUY : Side.SELL;
    }

    private long quantity(Account account, Instrument instrument) {
        BigDecimal affordable = account.maxOrderValue().divide(instrument.referencePrice(), 0, RoundingMode.DOWN);
        long most = Math.min(affordable.longValueExact(), instrument.maxOrderQuantity()) / 2;
        // Small orders are many and large ones few.
        double share = Math.pow(random.nextDouble(), 4);
        long lot = most >= 1_000 ? 100 : 1;
        return Math.max(1, (long) (most * share) / lot) * lot;
    }

    private NewOrder mistake(NewOrder sound) {
        Instrument instrument = instrument(sound.symbol());
        switch (random.nextInt(8)) {
            case 0:
                return changed(sound, "GHOST" + random.nextInt(100), sound.symbol(), sound.quantity(), sound.price());
            case 1:
                return changed(sound, sound.account(), "YEW", sound.quantity(), sound.price());
            case 2:
                return changed(sound, sound.account(), sound.symbol(), -sound.quantity(), sound.price());
            case 3:
                BigDecimal halfTick = instrument.tickSize().divide(BigDecimal.valueOf(2), 4, RoundingMode.UP);
                return changed(
                        sound,
                        sound.account(),
                        sound.symbol(),
                        sound.quantity(),
                        sound.price().add(halfTick));
            case 4:
                BigDecimal slipped = price(instrument, Math.max(1, ticks(instrument, sound.price()) / 10));
                return changed(sound, sound.account(), sound.symbol(), sound.quantity(), slipped);
            case 5:
                long tooMany = instrument.maxOrderQuantity() * (2 + random.nextInt(9));
                return changed(sound, sound.account(), sound.symbol(), tooMany, sound.price());
            case 6:
                return changed(sound, "RETL01", sound.symbol(), instrument.maxOrderQuantity(), sound.price());
            default:
                BigDecimal jumped = price(instrument, ticks(instrument, sound.price()) * 11 / 10);
                return changed(sound, sound.account(), sound.symbol(), sound.quantity(), jumped);
        }
    }

    private static NewOrder changed(NewOrder order, String account, String symbol, long quantity, BigDecimal price) {
        return new NewOrder(order.orderId(), account, symbol, order.side(), quantity, price, order.transactTimeNs());
    }

    private Instrument instrument(String symbol) {
        return market.instruments().stream()
                .filter(each -> each.symbol().equals(symbol))
                .findFirst()
                .orElseThrow();
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static long ticks(Instrument instrument, BigDecimal price) {
        return price.divide(instrument.tickSize(), 0, RoundingMode.HALF_UP).longValueExact();
    }

    private static BigDecimal price(Instrument instrument, long ticks) {
        return instrument.tickSize().multiply(BigDecimal.valueOf(ticks));
    }
}
