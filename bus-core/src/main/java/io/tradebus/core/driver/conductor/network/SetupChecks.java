package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.counters.SetupRefusal;
import io.tradebus.core.driver.exchange.SetupNotice;
import io.tradebus.core.driver.media.AddressText;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.LogLayout;

/** What must hold of an offered stream. See docs/wire-protocol.md#checks-before-an-image-is-created. */
final class SetupChecks {
    private static final int MAX_MTU_LENGTH = 65_504;

    private SetupChecks() {}

    /**
     * @param receiverWindow bytes that the subscription lets be in flight
     * @throws RefusedSetupException with the first thing that is wrong
     */
    static void require(SetupNotice notice, int receiverWindow) {
        int mtuLength = notice.mtuLength();
        int termLength = notice.termLength();
        if (mtuLength <= DataFrame.HEADER_LENGTH
                || mtuLength > MAX_MTU_LENGTH
                || mtuLength % DataFrame.FRAME_ALIGNMENT != 0) {
            throw refused(notice, SetupRefusal.INVALID_MTU, mtuLength, "mtuLength=" + mtuLength + " is none");
        }
        if (!LogLayout.isValidTermLength(termLength)) {
            throw refused(
                    notice, SetupRefusal.INVALID_TERM_LENGTH, termLength, "termLength=" + termLength + " is none");
        }
        int window = Math.min(receiverWindow, termLength / 2);
        if (mtuLength > window) {
            throw refused(
                    notice,
                    SetupRefusal.MTU_ABOVE_WINDOW,
                    mtuLength,
                    "mtuLength=" + mtuLength + " > initialWindowLength=" + window);
        }
    }

    private static RefusedSetupException refused(SetupNotice notice, SetupRefusal reason, long value, String problem) {
        return new RefusedSetupException(
                reason,
                value,
                "stream cannot be taken: " + problem + ", sessionId=" + notice.sessionId() + " streamId="
                        + notice.streamId() + " from=" + AddressText.of(notice.source()));
    }
}
