package io.tradebus.core.driver.sender;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendBudgetTest {
    private static final int LEAST = 2;

    private final SendBudget budget = new SendBudget(LEAST);

    @ParameterizedTest(name = "{0} streams at a port of {1} a call, MTU {2}: {3} each")
    @CsvSource({
        "0, 64, 1408, 64",
        "1, 64, 1408, 64",
        "4, 64, 1408, 64",
        "5, 64, 1408, 51",
        "64, 64, 1408, 4",
        "1000, 64, 1408, 2",
        "1, 64, 8192, 16",
        "1, 64, 65504, 2",
        "1, 1, 1408, 2",
        "1000, 1, 65504, 2"
    })
    void isSharedByThoseWhoSentInTheCycleBefore(int streams, int perCall, int mtuLength, int expected) {
        budget.beginCycle();
        for (int i = 0; i < streams; i++) {
            budget.onSent();
        }

        budget.beginCycle();

        assertThat(budget.datagrams(perCall, mtuLength)).isEqualTo(expected);
    }
}
