package io.tradebus.core.config.option;

import static io.tradebus.core.config.option.DriverOption.env;

import java.util.List;

/** How long the driver waits. */
final class TimeoutOptions {
    static final List<DriverOption> ALL = List.of(
            DriverOption.duration(
                    "aeron.timer.interval",
                    env("aeron.timer.interval"),
                    1,
                    Long.MAX_VALUE,
                    c -> c.timeouts().timerIntervalNs(),
                    (d, v) -> d.timeouts = d.timeouts.withTimerIntervalNs(v),
                    "Period of the pass over all timers."),
            DriverOption.duration(
                    "aeron.client.liveness.timeout",
                    env("aeron.client.liveness.timeout"),
                    1,
                    Long.MAX_VALUE,
                    c -> c.timeouts().clientLivenessTimeoutNs(),
                    (d, v) -> d.timeouts = d.timeouts.withClientLivenessTimeoutNs(v),
                    "Silence after which a client is dead; longer than the timer interval."),
            DriverOption.duration(
                    "aeron.image.liveness.timeout",
                    env("aeron.image.liveness.timeout"),
                    1,
                    Long.MAX_VALUE,
                    c -> c.timeouts().imageLivenessTimeoutNs(),
                    (d, v) -> d.timeouts = d.timeouts.withImageLivenessTimeoutNs(v),
                    "Silence after which an image ends."),
            DriverOption.duration(
                    "aeron.publication.unblock.timeout",
                    env("aeron.publication.unblock.timeout"),
                    1,
                    Long.MAX_VALUE,
                    c -> c.timeouts().publicationUnblockTimeoutNs(),
                    (d, v) -> d.timeouts = d.timeouts.withPublicationUnblockTimeoutNs(v),
                    "A claim that is not committed is skipped after this; longer than the client liveness timeout."),
            DriverOption.duration(
                    "aeron.publication.connection.timeout",
                    env("aeron.publication.connection.timeout"),
                    1,
                    Long.MAX_VALUE,
                    c -> c.timeouts().publicationConnectionTimeoutNs(),
                    (d, v) -> d.timeouts = d.timeouts.withPublicationConnectionTimeoutNs(v),
                    "A receiver without status message is dropped."),
            DriverOption.duration(
                    "aeron.publication.linger.timeout",
                    env("aeron.publication.linger.timeout"),
                    0,
                    Long.MAX_VALUE,
                    c -> c.timeouts().publicationLingerTimeoutNs(),
                    (d, v) -> d.timeouts = d.timeouts.withPublicationLingerTimeoutNs(v),
                    "A drained network publication stays this long."),
            DriverOption.duration(
                    "aeron.rcv.status.message.timeout",
                    env("aeron.rcv.status.message.timeout"),
                    1,
                    Long.MAX_VALUE,
                    c -> c.timeouts().statusMessageTimeoutNs(),
                    (d, v) -> d.timeouts = d.timeouts.withStatusMessageTimeoutNs(v),
                    "Most time between two status messages."),
            DriverOption.duration(
                    "aeron.untethered.window.limit.timeout",
                    env("aeron.untethered.window.limit.timeout"),
                    1,
                    Long.MAX_VALUE,
                    c -> c.untethered().windowLimitTimeoutNs(),
                    (d, v) -> d.untethered = d.untethered.withWindowLimitTimeoutNs(v),
                    "How long an untethered subscriber may hold the publisher up; longer than the timer interval."),
            DriverOption.optionalDuration(
                    "aeron.untethered.linger.timeout",
                    env("aeron.untethered.linger.timeout"),
                    0,
                    Long.MAX_VALUE,
                    c -> c.untethered().lingerTimeoutNs(),
                    (d, v) -> d.untethered = d.untethered.withLingerTimeoutNs(v),
                    "How long it lingers after that; unset is the same as the window limit timeout."),
            DriverOption.duration(
                    "aeron.untethered.resting.timeout",
                    env("aeron.untethered.resting.timeout"),
                    1,
                    Long.MAX_VALUE,
                    c -> c.untethered().restingTimeoutNs(),
                    (d, v) -> d.untethered = d.untethered.withRestingTimeoutNs(v),
                    "How long it rests before it joins again; longer than the timer interval."));

    private TimeoutOptions() {}
}
