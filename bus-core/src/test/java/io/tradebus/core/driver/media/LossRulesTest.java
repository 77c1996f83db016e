package io.tradebus.core.driver.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.InterceptorConfig;
import io.tradebus.core.config.LossConfig;
import io.tradebus.core.config.LossRate;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossRulesTest {
    private static final int TERM = 5;
    private static final int SESSION = 7;
    private static final int DATA = 1;
    private static final int NAK = 2;
    private static final int SETUP = 5;

    private long nextSeed = 100;

    @Test
    void losesThePartThatIsConfiguredAndTheSameForTheSameSeed() {
        UnsafeBuffer datagram = Frames.ofType(DATA);
        LossRule one = new RandomLoss(0.2, 42, RandomLoss.ALL_TYPES);
        LossRule same = new RandomLoss(0.2, 42, RandomLoss.ALL_TYPES);
        LossRule other = new RandomLoss(0.2, 43, RandomLoss.ALL_TYPES);

        int lost = 0;
        int different = 0;
        for (int i = 0; i < 10_000; i++) {
            boolean isLost = Frames.isLost(one, datagram);
            assertThat(Frames.isLost(same, datagram)).isEqualTo(isLost);
            different += Frames.isLost(other, datagram) == isLost ? 0 : 1;
            lost += isLost ? 1 : 0;
        }

        assertThat(lost).isBetween(1_800, 2_200);
        assertThat(different).isPositive();
    }

    @Test
    void everyDebugRateConcernsOneWayOfOneSide() {
        LossRate all = new LossRate(1.0, 1L);

        assertThat(lostBy(LossConfig.DEFAULT)).isEmpty();
        assertThat(lostBy(LossConfig.DEFAULT.withReceiveData(all))).containsExactly("RECEIVER in");
        assertThat(lostBy(LossConfig.DEFAULT.withReceiveControl(all))).containsExactly("RECEIVER out");
        assertThat(lostBy(LossConfig.DEFAULT.withSendData(all))).containsExactly("SENDER out");
        assertThat(lostBy(LossConfig.DEFAULT.withSendControl(all))).containsExactly("SENDER in");
    }

    @Test
    void interceptorsConcernBothSides() {
        InterceptorConfig all = InterceptorConfig.DEFAULT.withLossArguments("rate=1.0|seed=1");

        assertThat(lostBy(LossConfig.DEFAULT.withInterceptors(all.withIncoming(List.of("loss")))))
                .containsExactly("SENDER in", "RECEIVER in");
        assertThat(lostBy(LossConfig.DEFAULT.withInterceptors(all.withOutgoing(List.of("loss")))))
                .containsExactly("SENDER out", "RECEIVER out");
    }

    @Test
    void theMaskChoosesTypesOfWhatArrives() {
        LossRules rules = new LossRules(
                LossConfig.DEFAULT.withInterceptors(InterceptorConfig.DEFAULT
                        .withIncoming(List.of("loss"))
                        .withOutgoing(List.of("loss"))
                        .withLossArguments("rate=1.0|recv-msg-mask=0x22")),
                this::seed);
        LossRule incoming = rules.incoming(PortRole.RECEIVER);

        assertThat(Frames.isLost(incoming, Frames.ofType(DATA))).isTrue();
        assertThat(Frames.isLost(incoming, Frames.ofType(NAK))).isFalse();
        assertThat(Frames.isLost(incoming, Frames.ofType(SETUP))).isTrue();
        assertThat(Frames.isLost(incoming, Frames.ofType(0xFFFF))).isFalse();
        assertThat(incoming.isLost(Frames.ofType(DATA), 0, 7)).isFalse();
        assertThat(Frames.isLost(rules.outgoing(PortRole.SENDER), Frames.ofType(NAK)))
                .isTrue();
    }

    @Test
    void aSeedThatIsNotConfiguredIsAnotherOneForEachPort() {
        LossRules rules = new LossRules(LossConfig.DEFAULT.withReceiveData(new LossRate(0.5, null)), this::seed);

        rules.incoming(PortRole.RECEIVER);
        rules.incoming(PortRole.RECEIVER);

        assertThat(nextSeed).isEqualTo(102);
    }

    @Test
    void aRangeIsLostOnceForEachSession() {
        LossRule rule = interceptor("fixed-loss", "term-id=5|term-offset=1000|length=1500");

        assertThat(isLost(rule, SESSION, 0, 992)).isFalse();
        assertThat(isLost(rule, SESSION, 992, 992)).isTrue();
        assertThat(isLost(rule, SESSION, 1984, 992)).isTrue();
        assertThat(isLost(rule, SESSION, 2976, 992)).isFalse();
        assertThat(isLost(rule, SESSION, 992, 992)).as("sent again").isFalse();
        assertThat(isLost(rule, SESSION, 1984, 992)).as("sent again").isFalse();
        assertThat(isLost(rule, SESSION + 1, 992, 992)).isTrue();
        assertThat(Frames.isLost(rule, Frames.data(SESSION + 2, TERM + 1, 992, 992)))
                .isFalse();
    }

    @Test
    void onlyContentIsLostInRanges() {
        LossRule rule = interceptor("fixed-loss", "term-id=5|term-offset=0|length=64");
        UnsafeBuffer heartbeat = Frames.data(SESSION, TERM, 0, 32);
        heartbeat.putInt(0, 0);
        UnsafeBuffer setup = Frames.data(SESSION, TERM, 0, 40);
        setup.putShort(6, (short) SETUP);
        UnsafeBuffer padding = Frames.data(SESSION, TERM, 0, 32);
        padding.putInt(0, 4096);
        padding.putShort(6, (short) 0);

        assertThat(Frames.isLost(rule, heartbeat)).isFalse();
        assertThat(Frames.isLost(rule, setup)).isFalse();
        assertThat(rule.isLost(heartbeat, 0, 31)).isFalse();
        assertThat(Frames.isLost(rule, padding)).isTrue();
    }

    @Test
    void gapsLieAtMultiplesOfTheRadix() {
        LossRule rule = interceptor("multi-gap-loss", "term-id=5|gap-radix=1024|gap-length=64|total-gaps=2");

        StringBuilder seen = new StringBuilder();
        for (int offset = 0; offset < 4096; offset += 256) {
            seen.append(isLost(rule, SESSION, offset, 256) ? 'x' : '.');
        }
        for (int offset = 0; offset < 4096; offset += 256) {
            assertThat(isLost(rule, SESSION, offset, 256)).as("sent again").isFalse();
        }

        assertThat(seen).hasToString("....x...x.......");
    }

    @Test
    void oneDatagramMayCoverSeveralGaps() {
        LossRule rule = interceptor("multi-gap-loss", "term-id=5|gap-radix=64|gap-length=32|total-gaps=3");

        assertThat(isLost(rule, SESSION, 0, 64)).isFalse();
        assertThat(isLost(rule, SESSION, 64, 1024)).isTrue();
        assertThat(isLost(rule, SESSION, 64, 1024)).isFalse();
        assertThat(isLost(rule, SESSION, 1088, 64)).isFalse();
    }

    @Test
    void strangersCannotFillTheHeap() {
        LossRule rule = interceptor("fixed-loss", "term-id=5|term-offset=0|length=32");

        int lost = 0;
        for (int session = 0; session < 5_000; session++) {
            lost += isLost(rule, session, 0, 32) ? 1 : 0;
        }

        assertThat(lost).isEqualTo(1024);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "loss, rate=2, rate is not from 0.0 to 1.0",
                "loss, rate=x, rate is not a number",
                "loss, rate=0.1|seed=x, seed is not a number",
                "loss, rate=0.1|recv-msg-mask=0xg, recv-msg-mask is not a number",
                "loss, rate=0.1|, '' is not one of them",
                "loss, ratio=0.1, 'ratio=0.1' is not one of them",
                "fixed-loss, term-id=1|term-offset=0, length is missing",
                "fixed-loss, term-id=1|term-offset=-1|length=1, term-offset is not in 0..2147483647",
                "fixed-loss, term-id=9999999999|term-offset=0|length=1, term-id is not in",
                "fixed-loss, term-id, 'term-id' is not one of them",
                "multi-gap-loss, term-id=1|gap-radix=0|gap-length=1|total-gaps=1, gap-radix is not in 1..2147483647",
                "multi-gap-loss, term-id=1|gap-radix=8|gap-length=9|total-gaps=1, gap-length is greater than gap-radix",
                "else, \"\", interceptor must be loss"
            })
    void saysWhatIsWrongWithArgumentsAtTheStart(String name, String arguments, String text) {
        assertThatExceptionOfType(BusConfigurationException.class)
                .isThrownBy(() -> new LossRules(config(name, arguments), this::seed))
                .withMessageContaining(text)
                .withMessageContaining(name);
    }

    private long seed() {
        return nextSeed++;
    }

    private LossRule interceptor(String name, String arguments) {
        return new LossRules(config(name, arguments), this::seed).incoming(PortRole.RECEIVER);
    }

    private static LossConfig config(String name, String arguments) {
        return LossConfig.DEFAULT.withInterceptors(InterceptorConfig.DEFAULT
                .withIncoming(List.of(name))
                .withLossArguments(arguments)
                .withFixedLossArguments(arguments)
                .withMultiGapLossArguments(arguments));
    }

    private static boolean isLost(LossRule rule, int session, int termOffset, int length) {
        return Frames.isLost(rule, Frames.data(session, TERM, termOffset, length));
    }

    private List<String> lostBy(LossConfig config) {
        LossRules rules = new LossRules(config, this::seed);
        List<String> lost = new ArrayList<>();
        for (PortRole role : List.of(PortRole.SENDER, PortRole.RECEIVER)) {
            if (Frames.isLost(rules.incoming(role), Frames.ofType(DATA))) {
                lost.add(role + " in");
            }
            if (Frames.isLost(rules.outgoing(role), Frames.ofType(DATA))) {
                lost.add(role + " out");
            }
        }
        assertThat(rules.isEmpty()).isEqualTo(lost.isEmpty());
        return lost;
    }
}
