package io.tradebus.core.config.option;

/** How long the driver waits. */
final class TimeoutOptions {
    private TimeoutOptions() {}

    static void visit(OptionPass pass, Draft draft) {
        if (pass.duration(
                "aeron.timer.interval",
                draft.timeouts.timerIntervalNs(),
                1,
                Long.MAX_VALUE,
                "Period of the pass over all timers.")) {
            draft.timeouts = draft.timeouts.withTimerIntervalNs(pass.newNumber());
        }
        if (pass.duration(
                "aeron.client.liveness.timeout",
                draft.timeouts.clientLivenessTimeoutNs(),
                1,
                Long.MAX_VALUE,
                "Silence after which a client is dead; longer than the timer interval.")) {
            draft.timeouts = draft.timeouts.withClientLivenessTimeoutNs(pass.newNumber());
        }
        if (pass.duration(
                "aeron.image.liveness.timeout",
                draft.timeouts.imageLivenessTimeoutNs(),
                1,
                Long.MAX_VALUE,
                "Silence after which an image ends.")) {
            draft.timeouts = draft.timeouts.withImageLivenessTimeoutNs(pass.newNumber());
        }
        if (pass.duration(
                "aeron.publication.unblock.timeout",
                draft.timeouts.publicationUnblockTimeoutNs(),
                1,
                Long.MAX_VALUE,
                "A claim that is not committed is skipped after this; longer than the client liveness timeout.")) {
            draft.timeouts = draft.timeouts.withPublicationUnblockTimeoutNs(pass.newNumber());
        }
        if (pass.duration(
                "aeron.publication.connection.timeout",
                draft.timeouts.publicationConnectionTimeoutNs(),
                1,
                Long.MAX_VALUE,
                "A receiver without status message is dropped.")) {
            draft.timeouts = draft.timeouts.withPublicationConnectionTimeoutNs(pass.newNumber());
        }
        if (pass.duration(
                "aeron.publication.linger.timeout",
                draft.timeouts.publicationLingerTimeoutNs(),
                0,
                Long.MAX_VALUE,
                "A drained network publication stays this long.")) {
            draft.timeouts = draft.timeouts.withPublicationLingerTimeoutNs(pass.newNumber());
        }
        if (pass.duration(
                "aeron.rcv.status.message.timeout",
                draft.timeouts.statusMessageTimeoutNs(),
                1,
                Long.MAX_VALUE,
                "Most time between two status messages.")) {
            draft.timeouts = draft.timeouts.withStatusMessageTimeoutNs(pass.newNumber());
        }
        if (pass.duration(
                "aeron.untethered.window.limit.timeout",
                draft.untethered.windowLimitTimeoutNs(),
                1,
                Long.MAX_VALUE,
                "How long an untethered subscriber may hold the publisher up; longer than the timer interval.")) {
            draft.untethered = draft.untethered.withWindowLimitTimeoutNs(pass.newNumber());
        }
        if (pass.optionalDuration(
                "aeron.untethered.linger.timeout",
                draft.untethered.lingerTimeoutNs(),
                0,
                Long.MAX_VALUE,
                "How long it lingers after that; unset is the same as the window limit timeout.")) {
            draft.untethered = draft.untethered.withLingerTimeoutNs(pass.newNumber());
        }
        if (pass.duration(
                "aeron.untethered.resting.timeout",
                draft.untethered.restingTimeoutNs(),
                1,
                Long.MAX_VALUE,
                "How long it rests before it joins again; longer than the timer interval.")) {
            draft.untethered = draft.untethered.withRestingTimeoutNs(pass.newNumber());
        }
    }
}
