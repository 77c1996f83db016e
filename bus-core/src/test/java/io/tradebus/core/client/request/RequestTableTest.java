package io.tradebus.core.client.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can happen to a request, in every order. */
class RequestTableTest {
    private static final long DEADLINE_NS = 100;

    private final RequestTable table = new RequestTable(2);

    /** First one thing happens to the only request, then another: who gets it, and what is counted. */
    @ParameterizedTest
    @CsvSource({
        // first, second, first gives it out, second gives it out, late
        "reply,   reply,   true,  false, 1",
        "reply,   expire,  true,  false, 0",
        "reply,   lose,    true,  false, 0",
        "expire,  reply,   true,  false, 1",
        "expire,  expire,  true,  false, 0",
        "expire,  lose,    true,  false, 0",
        "lose,    reply,   true,  false, 1",
        "lose,    expire,  true,  false, 0",
        "lose,    lose,    true,  false, 0",
        "tooEarly, reply,  false, true,  0",
        "tooEarly, expire, false, true,  0",
        "tooEarly, lose,   false, true,  0",
        "strange, reply,   false, true,  0",
        "cancel,  expire,  false, false, 0",
        "cancel,  lose,    false, false, 0",
    })
    void eachRequestIsGivenOutOnce(String first, String second, boolean byFirst, boolean bySecond, long late) {
        Waiting waiting = new Waiting();
        long number = table.add(waiting, DEADLINE_NS);

        assertThat(happens(first, number)).isSameAs(byFirst ? waiting : null);
        assertThat(happens(second, number)).isSameAs(bySecond ? waiting : null);

        assertThat(table.inFlight()).isZero();
        assertThat(table.late()).isEqualTo(late);
        assertThat(table.unknown()).isEqualTo(first.equals("strange") ? 1 : 0);
    }

    private ReplyHandler happens(String event, long number) {
        return switch (event) {
            case "reply" -> table.takeReplied(number);
            case "expire" -> table.takeExpired(DEADLINE_NS);
            case "tooEarly" -> table.takeExpired(DEADLINE_NS - 1);
            case "lose" -> table.takeAll().stream().findFirst().orElse(null);
            case "strange" -> table.takeReplied(number + (1L << 40));
            case "cancel" -> {
                table.cancel(number);
                yield null;
            }
            default -> throw new AssertionError(event);
        };
    }

    @Test
    void whatHasEndedIsNotCancelled() {
        long first = table.add(new Waiting(), DEADLINE_NS);
        assertThat(table.takeAll()).hasSize(1);

        assertThat(table.cancel(first)).isFalse();
        long second = table.add(new Waiting(), DEADLINE_NS);
        assertThat(table.cancel(first)).isFalse();
        assertThat(table.inFlight()).isEqualTo(1);
        assertThat(table.cancel(second)).isTrue();
        assertThat(table.inFlight()).isZero();
    }

    @Test
    void noMoreAreInFlightThanMayBe() {
        long first = table.add(new Waiting(), DEADLINE_NS);
        table.add(new Waiting(), DEADLINE_NS);
        assertThat(table.add(new Waiting(), DEADLINE_NS)).isEqualTo(RequestTable.FULL);

        table.takeReplied(first);
        assertThat(table.add(new Waiting(), DEADLINE_NS)).isPositive();
        assertThat(table.inFlight()).isEqualTo(2);
    }

    @Test
    void aReplyToARequestWhoseSlotIsUsedAgainIsLate() {
        RequestTable one = new RequestTable(1);
        long first = one.add(new Waiting(), DEADLINE_NS);
        one.takeExpired(DEADLINE_NS);
        Waiting waiting = new Waiting();
        long second = one.add(waiting, DEADLINE_NS);

        assertThat(second).isNotEqualTo(first);
        assertThat(one.takeReplied(first)).isNull();
        assertThat(one.late()).isEqualTo(1);
        assertThat(one.takeReplied(second)).isSameAs(waiting);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1, 3})
    void numbersThatWereNeverGivenAreUnknown(long number) {
        RequestTable three = new RequestTable(3);

        assertThat(three.takeReplied(number)).isNull();
        assertThat(three.unknown()).isEqualTo(1);
        assertThat(three.late()).isZero();
    }

    @Test
    void deadlinesComeInTheirOrderWhateverElseEnds() {
        int capacity = 97;
        RequestTable many = new RequestTable(capacity);
        Random random = new Random(7);
        List<Waiting> open = new ArrayList<>();
        long nowNs = Long.MAX_VALUE - 20_000; // Clocks overflow.
        for (int round = 0; round < 20_000; round++) {
            nowNs += random.nextInt(5);
            Waiting waiting = new Waiting();
            waiting.deadlineNs = nowNs + random.nextInt(300);
            waiting.number = many.add(waiting, waiting.deadlineNs);
            if (waiting.number > 0) {
                open.add(waiting);
            }
            if (random.nextBoolean() && !open.isEmpty()) {
                Waiting replied = open.remove(random.nextInt(open.size()));
                assertThat(many.takeReplied(replied.number)).isSameAs(replied);
            }
            expire(many, open, nowNs);
            assertThat(many.inFlight()).isEqualTo(open.size()).isLessThanOrEqualTo(capacity);
        }
        assertThat(many.late() + many.unknown()).isZero();
    }

    private static void expire(RequestTable table, List<Waiting> open, long nowNs) {
        long due =
                open.stream().filter(waiting -> waiting.deadlineNs - nowNs <= 0).count();
        long before = nowNs - 1_000;
        for (int i = 0; i < due; i++) {
            Waiting expired = (Waiting) table.takeExpired(nowNs);
            long earliest = open.stream()
                    .min(Comparator.comparingLong(waiting -> waiting.deadlineNs - before))
                    .orElseThrow()
                    .deadlineNs;
            assertThat(expired.deadlineNs).isEqualTo(earliest);
            open.remove(expired);
        }
        assertThat(table.takeExpired(nowNs)).isNull();
    }

    @Test
    void oneAtLeastIsInFlight() {
        assertThatThrownBy(() -> new RequestTable(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxInFlight must be at least 1, but was 0");
    }

    private static final class Waiting implements ReplyHandler {
        private long number;
        private long deadlineNs;

        @Override
        public void onReply(DirectBuffer buffer, int offset, int length) {}

        @Override
        public void onEnd(RequestEnd end) {}
    }
}
