package io.tradebus.core.driver.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.FlowControlKind;
import io.tradebus.core.support.Conformance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FlowControlTest {
    private static final int WINDOW = 1000;
    private static final long TIMEOUT_NS = 5_000;
    private static final long TAG = 7;
    private static final long A = 1;
    private static final long B = 2;
    private static final long C = 3;

    private final StatusMessage message = new StatusMessage();

    @ParameterizedTest
    @EnumSource(names = {"UNICAST", "MAX"})
    @Conformance("WP-55")
    void theLimitFollowsTheFastestReceiverAndNeverFalls(FlowControlKind kind) {
        FlowControl flow = flow(kind, 0);

        assertThat(flow.onStatusMessage(from(A, 500), 0, 1)).isEqualTo(1500);
        assertThat(flow.onStatusMessage(from(B, 100), 1500, 2)).isEqualTo(1500);
        assertThat(flow.onStatusMessage(from(A, 501), 1500, 3)).isEqualTo(1501);
        assertThat(flow.onIdle(1501, 3 + 2 * TIMEOUT_NS)).isEqualTo(1501);
        assertThat(flow.hasRequiredReceivers()).isTrue();
        assertThat(flow.receiverCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNICAST", "MAX"})
    void setupsAndErrorsChangeNothingForTheFastest(FlowControlKind kind) {
        FlowControl flow = flow(kind, 5);

        flow.onSetupRequest(from(A, 0).isSetupRequest(true), 1);
        flow.onSetupSent(10, 2);
        flow.onReceiverError(A, false, 0, 3);

        assertThat(flow.hasRequiredReceivers()).isTrue();
        assertThat(flow.onStatusMessage(from(A, 500), 10, 4)).isEqualTo(1500);
    }

    @Test
    @Conformance("WP-56")
    void minFollowsTheSlowestReceiver() {
        FlowControl flow = flow(FlowControlKind.MIN, 0);

        long limit = flow.onStatusMessage(from(A, 500), 0, 1);
        assertThat(limit).isEqualTo(1500);
        limit = flow.onStatusMessage(from(B, 300), limit, 2);
        assertThat(limit).as("not lowered by a message").isEqualTo(1500);
        limit = flow.onStatusMessage(from(A, 900), limit, 3);
        assertThat(limit).as("held up by the other").isEqualTo(1500);
        limit = flow.onStatusMessage(from(B, 700), limit, 4);
        assertThat(limit).isEqualTo(1700);
    }

    @Test
    @Conformance("WP-56")
    void minLowersTheLimitWhenIdleAndASlowReceiverRemains() {
        FlowControl flow = flow(FlowControlKind.MIN, 0);
        flow.onStatusMessage(from(A, 500), 0, 1);
        flow.onStatusMessage(from(B, 300), 1500, 2);

        assertThat(flow.onIdle(1500, 3)).isEqualTo(1300);
    }

    @Test
    @Conformance("WP-57")
    void minForgetsAReceiverAfterItsTimeout() {
        FlowControl flow = flow(FlowControlKind.MIN, 0);
        flow.onStatusMessage(from(A, 500), 0, 0);
        flow.onStatusMessage(from(B, 300), 1500, 10);

        flow.onStatusMessage(from(A, 900), 1500, TIMEOUT_NS);
        assertThat(flow.onIdle(1500, 10 + TIMEOUT_NS)).isEqualTo(1300);
        assertThat(flow.receiverCount()).isEqualTo(2);

        assertThat(flow.onIdle(1300, 11 + TIMEOUT_NS)).isEqualTo(1900);
        assertThat(flow.receiverCount()).isEqualTo(1);
    }

    @Test
    @Conformance("WP-57")
    void minForgetsAReceiverThatWantsNothingMore() {
        FlowControl flow = flow(FlowControlKind.MIN, 0);
        flow.onStatusMessage(from(A, 500), 0, 1);
        flow.onStatusMessage(from(B, 300), 1500, 2);

        flow.onStatusMessage(from(B, 300).isEndOfStream(true), 1500, 3);

        assertThat(flow.onIdle(1500, 4)).isEqualTo(1500);
        assertThat(flow.receiverCount()).isEqualTo(1);
    }

    @Test
    void minForgetsAReceiverThatSentAnError() {
        FlowControl flow = flow(FlowControlKind.MIN, 0);
        flow.onStatusMessage(from(A, 500), 0, 1);
        flow.onStatusMessage(from(B, 300), 1500, 2);

        flow.onReceiverError(B, false, 0, 3);
        flow.onReceiverError(C, false, 0, 3);

        assertThat(flow.onIdle(1500, 4)).isEqualTo(1500);
        assertThat(flow.receiverCount()).isEqualTo(1);
    }

    @Test
    void aReceiverThatLeavesIsNotListedAnew() {
        FlowControl flow = flow(FlowControlKind.MIN, 0);

        assertThat(flow.onStatusMessage(from(A, 500).isEndOfStream(true), 0, 1)).isEqualTo(1500);
        assertThat(flow.receiverCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"4000, true", "3000, true", "2999, false", "0, false"})
    @Conformance("WP-60")
    void minDoesNotAdmitAReceiverFurtherBehindThanItsWindow(long position, boolean isAdmitted) {
        FlowControl flow = flow(FlowControlKind.MIN, 0);
        flow.onStatusMessage(from(A, 4000), 0, 1);

        flow.onStatusMessage(from(B, position), 5000, 2);

        assertThat(flow.receiverCount()).isEqualTo(isAdmitted ? 2 : 1);
        assertThat(flow.onIdle(5000, 3)).isEqualTo(isAdmitted ? position + WINDOW : 5000);
    }

    @Test
    @Conformance("WP-58")
    void taggedFollowsAnyReceiverUntilOneWithTheTagIsThere() {
        FlowControl flow = flow(FlowControlKind.TAGGED, 0);

        long limit = flow.onStatusMessage(from(A, 500), 0, 1);
        assertThat(limit).isEqualTo(1500);
        limit = flow.onStatusMessage(from(B, 600).groupTag(TAG + 1), limit, 2);
        assertThat(limit).isEqualTo(1600);
        assertThat(flow.receiverCount()).isZero();

        limit = flow.onStatusMessage(from(C, 550).groupTag(TAG), limit, 3);
        assertThat(flow.receiverCount()).isEqualTo(1);
        limit = flow.onStatusMessage(from(A, 2000), limit, 4);
        assertThat(limit).isEqualTo(1600);
        limit = flow.onStatusMessage(from(C, 700).groupTag(TAG), limit, 5);
        assertThat(limit).isEqualTo(1700);
    }

    @Test
    @Conformance({"WP-58", "WP-95"})
    void taggedHeedsOnlyErrorsWithTheTag() {
        FlowControl flow = flow(FlowControlKind.TAGGED, 0);
        flow.onStatusMessage(from(A, 500).groupTag(TAG), 0, 1);

        flow.onReceiverError(A, false, TAG, 2);
        flow.onReceiverError(A, true, TAG + 1, 2);
        flow.onIdle(1500, 3);
        assertThat(flow.receiverCount()).isEqualTo(1);

        flow.onReceiverError(A, true, TAG, 4);
        flow.onIdle(1500, 5);
        assertThat(flow.receiverCount()).isZero();
    }

    @Test
    @Conformance("WP-59")
    void aGroupSizeKeepsMinUnconnectedUntilThereAreSoMany() {
        FlowControl flow = flow(FlowControlKind.MIN, 2);
        assertThat(flow.hasRequiredReceivers()).isFalse();

        assertThat(flow.onStatusMessage(from(A, 500), 100, 1)).isEqualTo(100);
        assertThat(flow.hasRequiredReceivers()).isFalse();
        assertThat(flow.onIdle(100, 2)).isEqualTo(100);

        assertThat(flow.onStatusMessage(from(B, 600), 100, 3)).isEqualTo(1500);
        assertThat(flow.hasRequiredReceivers()).isTrue();

        flow.onStatusMessage(from(B, 600).isEndOfStream(true), 1500, 4);
        assertThat(flow.onIdle(1500, 5)).isEqualTo(1500);
        assertThat(flow.hasRequiredReceivers()).isFalse();
    }

    @Test
    @Conformance("WP-59")
    void taggedCountsOnlyReceiversWithTheTagForTheGroupSize() {
        FlowControl flow = flow(FlowControlKind.TAGGED, 1);

        assertThat(flow.onStatusMessage(from(A, 500), 100, 1)).isEqualTo(100);
        assertThat(flow.hasRequiredReceivers()).isFalse();

        assertThat(flow.onStatusMessage(from(B, 500).groupTag(TAG), 100, 2)).isEqualTo(1500);
        assertThat(flow.hasRequiredReceivers()).isTrue();
    }

    @Test
    void aSetupForALateReceiverHoldsTheLimitUntilTheReceiverIsThere() {
        FlowControl flow = flow(FlowControlKind.MIN, 0);
        flow.onStatusMessage(from(A, 500), 0, 1);

        flow.onSetupRequest(from(B, 0).isSetupRequest(true), 2);
        flow.onSetupSent(1500, 3);
        assertThat(flow.onStatusMessage(from(A, 900), 1500, 4)).isEqualTo(1500);
        assertThat(flow.onIdle(1500, 5)).isEqualTo(1500);

        assertThat(flow.onStatusMessage(from(B, 800), 1500, 6)).isEqualTo(1500);
        assertThat(flow.onStatusMessage(from(A, 901), 1500, 7)).isEqualTo(1800);
    }

    @Test
    void aHeldLimitIsReleasedAfterTheReceiverTimeout() {
        FlowControl flow = flow(FlowControlKind.MIN, 0);
        flow.onStatusMessage(from(A, 500), 0, 1);
        flow.onSetupRequest(from(B, 0).isSetupRequest(true), 2);
        flow.onSetupSent(1500, 3);

        assertThat(flow.onStatusMessage(from(A, 900), 1500, 2 + TIMEOUT_NS)).isEqualTo(1500);
        assertThat(flow.onStatusMessage(from(A, 900), 1500, 3 + TIMEOUT_NS)).isEqualTo(1900);
    }

    @Test
    void nothingIsHeldWithoutAReceiverOrWithoutARequestThatCounts() {
        FlowControl empty = flow(FlowControlKind.MIN, 0);
        empty.onSetupRequest(from(A, 0).isSetupRequest(true), 1);
        empty.onSetupSent(0, 2);
        assertThat(empty.onStatusMessage(from(A, 500), 0, 3)).isEqualTo(1500);
        assertThat(empty.onStatusMessage(from(A, 600), 1500, 4)).isEqualTo(1600);

        FlowControl tagged = flow(FlowControlKind.TAGGED, 0);
        tagged.onStatusMessage(from(A, 500).groupTag(TAG), 0, 1);
        tagged.onSetupRequest(from(B, 0).isSetupRequest(true), 2);
        tagged.onSetupSent(1500, 3);
        assertThat(tagged.onStatusMessage(from(A, 600).groupTag(TAG), 1500, 4)).isEqualTo(1600);
    }

    @Test
    void theListOfReceiversIsBoundedAndRefusalsAreCounted() {
        FlowControl flow = flow(FlowControlKind.MIN, 0);
        for (int id = 0; id < FlowControl.MAX_RECEIVERS + 3; id++) {
            flow.onStatusMessage(from(id, 500), 1500, 1);
        }

        assertThat(flow.receiverCount()).isEqualTo(FlowControl.MAX_RECEIVERS);
        assertThat(flow.refusedReceivers()).isEqualTo(3);

        flow.onIdle(1500, 2 + TIMEOUT_NS);
        assertThat(flow.receiverCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "UNICAST, 65536, 16, 65536",
        "UNICAST, 1048576, 4, 524288",
        "MAX, 1048576, 1, 131072",
        "MIN, 131072, 1, 65536",
        "TAGGED, 16777216, 16, 2097152",
        "MIN, 1073741824, 2147483647, 1073741824"
    })
    @Conformance("WP-75")
    void whatIsSentAgainIsBoundedByReceiverWindows(FlowControlKind kind, int termLength, int windows, int expected) {
        FlowControl flow = FlowControls.create(new FlowControlSettings(kind, TAG, 0, TIMEOUT_NS, windows));

        assertThat(flow.maxRetransmitLength(termLength)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1000, true", "33768, true", "33769, false", "-31768, true", "-31769, false"})
    @Conformance("WP-54")
    void aPositionFurtherThanHalfATermFromTheSenderIsNotBelieved(long position, boolean isPlausible) {
        assertThat(from(A, position).isPlausible(1000, 65_536)).isEqualTo(isPlausible);
    }

    @Test
    void aWindowBelowZeroIsNotBelieved() {
        assertThat(message.set(A, 1000, -1).isPlausible(1000, 65_536)).isFalse();
        assertThat(message.set(A, 1000, 0).isPlausible(1000, 65_536)).isTrue();
    }

    private StatusMessage from(long receiverId, long position) {
        return message.set(receiverId, position, WINDOW);
    }

    private static FlowControl flow(FlowControlKind kind, int groupMinSize) {
        return FlowControls.create(new FlowControlSettings(kind, TAG, groupMinSize, TIMEOUT_NS, 4));
    }
}
