package io.tradebus.core.driver.sender;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendBudgetTest {
    private static final int LEAST = 2;

    private final SendBudget budget = new SendBudget(LEAST);

    @ParameterizedTest(name = "{0} streams at a port of {1} a call, MTU {2}: {3} each")
    @CsvSource({
        "0, 64, 1408, 92",
        "1, 64, 1408, 92",
        "2, 64, 1408, 92",
        "3, 64, 1408, 85",
        "1, 64, 288, 128",
        "64, 64, 1408, 4",
        "1000, 64, 1408, 2",
        "1, 64, 8192, 14",
        "1, 64, 65504, 2",
        "1, 1, 1408, 2",
        "1000, 1, 65504, 2"
    })
    void isSharedByThoseWhoSentInTheCycleBefore(int streams, int perCall, int mtuLength, int expected) {
        budget.beginCycle();
        for (int i = 0; i < streams; i++) {
            budget.onSent(1, 1);
        }

        budget.beginCycle();

        assertThat(budget.datagrams(perCall, mtuLength, 1)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} destinations: {1} each, {2} for the next stream")
    @CsvSource({"0, 92, 92", "1, 92, 92", "2, 92, 72", "10, 25, 6", "100, 2, 56", "1000, 2, 2"})
    void isSharedByTheDestinationsOfAStream(int destinations, int expected, int expectedNext) {
        budget.beginCycle();

        assertThat(budget.datagrams(64, 1408, destinations)).isEqualTo(expected);

        budget.onSent(expected, destinations);
        assertThat(budget.datagrams(64, 1408, 1)).isEqualTo(expectedNext);
    }

    @Test
    void isNoMoreThanWhatIsLeftOfTheCycleForManyThatBecomeBusyTogether() {
        budget.beginCycle();
        int sent = 0;
        int streams = 100;
        for (int i = 0; i < streams; i++) {
            int datagrams = budget.datagrams(64, 1408, 1);
            budget.onSent(datagrams, 1);
            sent += datagrams;
        }

        assertThat(sent).isLessThanOrEqualTo(SendBudget.SHARED + streams * LEAST);
    }

    @ParameterizedTest(name = "{0} a call, MTU {1}: runs of {2}")
    @CsvSource({"64, 1408, 46", "64, 288, 64", "64, 65504, 2", "1, 1408, 2"})
    void aRunIsWhatOneCallTakes(int perCall, int mtuLength, int expected) {
        assertThat(budget.datagramsOfRun(perCall, mtuLength)).isEqualTo(expected);
    }
}
