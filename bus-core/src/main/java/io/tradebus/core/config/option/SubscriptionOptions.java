package io.tradebus.core.config.option;

import static io.tradebus.core.config.option.DriverOption.env;

import java.util.List;

/** Subscriptions and receiving. */
final class SubscriptionOptions {
    static final List<DriverOption> ALL = List.of(
            DriverOption.size(
                    "aeron.rcv.initial.window.length",
                    env("aeron.rcv.initial.window.length"),
                    256,
                    Integer.MAX_VALUE,
                    c -> c.subscription().initialWindowLength(),
                    (d, v) -> d.subscription = d.subscription.withInitialWindowLength(v.intValue()),
                    "How far a sender may be ahead; at least the MTU, at most SO_RCVBUF."),
            DriverOption.flag(
                    "aeron.reliable.stream",
                    env("aeron.reliable.stream"),
                    c -> c.subscription().reliable(),
                    (d, v) -> d.subscription = d.subscription.withReliable(v),
                    "Lost data is asked for again."),
            DriverOption.flag(
                    "aeron.tether.subscriptions",
                    env("aeron.tether.subscriptions"),
                    c -> c.subscription().tether(),
                    (d, v) -> d.subscription = d.subscription.withTether(v),
                    "A slow subscriber holds the publisher up."),
            DriverOption.flag(
                    "aeron.rejoin.stream",
                    env("aeron.rejoin.stream"),
                    c -> c.subscription().rejoin(),
                    (d, v) -> d.subscription = d.subscription.withRejoin(v),
                    "A subscriber left behind joins again."),
            DriverOption.text(
                    "aeron.receiver.group.consideration",
                    env("aeron.receiver.group.consideration"),
                    "true, false, infer",
                    c -> OptionNames.group(c.subscription().groupConsideration()),
                    (d, v) -> d.subscription = d.subscription.withGroupConsideration(OptionNames.group(v)),
                    "Whether receivers act as one of many."),
            DriverOption.text(
                    "aeron.flow.control.sm.applicationSpecificFeedback",
                    env("aeron.flow.control.sm.applicationSpecificFeedback"),
                    "8 bytes in hexadecimal",
                    c -> OptionNames.hex(c.subscription().groupTag()),
                    (d, v) -> d.subscription = d.subscription.withGroupTag(OptionNames.hex(v)),
                    "Older form of the receiver group tag."),
            DriverOption.text(
                    "aeron.receiver.group.tag",
                    env("aeron.receiver.group.tag"),
                    "a number",
                    c -> OptionNames.number(c.subscription().groupTag()),
                    (d, v) -> d.subscription = d.subscription.withGroupTag(OptionNames.number(v)),
                    "Sent to the sender, which may count receivers by it."),
            DriverOption.duration(
                    "aeron.nak.unicast.delay",
                    env("aeron.nak.unicast.delay"),
                    1_000,
                    Long.MAX_VALUE,
                    c -> c.network().nak().unicastDelayNs(),
                    (d, v) -> d.nak = d.nak.withUnicastDelayNs(v),
                    "From a gap to the first request."),
            DriverOption.number(
                    "aeron.nak.unicast.retry.delay.ratio",
                    env("aeron.nak.unicast.retry.delay.ratio"),
                    1,
                    Integer.MAX_VALUE,
                    c -> c.network().nak().unicastRetryDelayRatio(),
                    (d, v) -> d.nak = d.nak.withUnicastRetryDelayRatio(v.intValue()),
                    "Delay of a repeated request as a multiple of the first."),
            DriverOption.number(
                    "aeron.nak.multicast.group.size",
                    env("aeron.nak.multicast.group.size"),
                    1,
                    Integer.MAX_VALUE,
                    c -> c.network().nak().multicastGroupSize(),
                    (d, v) -> d.nak = d.nak.withMulticastGroupSize(v.intValue()),
                    "Receivers expected to lose the same data."),
            DriverOption.duration(
                    "aeron.nak.multicast.max.backoff",
                    env("aeron.nak.multicast.max.backoff"),
                    1,
                    Long.MAX_VALUE,
                    c -> c.network().nak().multicastMaxBackoffNs(),
                    (d, v) -> d.nak = d.nak.withMulticastMaxBackoffNs(v),
                    "Most random delay among many receivers."),
            DriverOption.number(
                    "tradebus.nak.max.outstanding",
                    env("tradebus.nak.max.outstanding"),
                    1,
                    64,
                    c -> c.network().nak().maxOutstanding(),
                    (d, v) -> d.nak = d.nak.withMaxOutstanding(v.intValue()),
                    "Gaps that are asked for at the same time; 1 is what stock drivers do."),
            DriverOption.text(
                    "aeron.CongestionControl.supplier",
                    env("aeron.CongestionControl.supplier"),
                    "default, static, cubic",
                    c -> OptionNames.congestion(c.network().congestion().kind()),
                    (d, v) -> d.congestion = d.congestion.withKind(OptionNames.congestion(v)),
                    "How a receiver adapts its window."),
            DriverOption.flag(
                    "aeron.CubicCongestionControl.measureRtt",
                    env("aeron.CubicCongestionControl.measureRtt"),
                    c -> c.network().congestion().cubicMeasureRtt(),
                    (d, v) -> d.congestion = d.congestion.withCubicMeasureRtt(v),
                    "Measures the round trip."),
            DriverOption.duration(
                    "aeron.CubicCongestionControl.initialRtt",
                    env("aeron.CubicCongestionControl.initialRtt"),
                    1,
                    Long.MAX_VALUE,
                    c -> c.network().congestion().cubicInitialRttNs(),
                    (d, v) -> d.congestion = d.congestion.withCubicInitialRttNs(v),
                    "Round trip until it was measured."),
            DriverOption.flag(
                    "aeron.CubicCongestionControl.tcpMode",
                    env("aeron.CubicCongestionControl.tcpMode"),
                    c -> c.network().congestion().cubicTcpMode(),
                    (d, v) -> d.congestion = d.congestion.withCubicTcpMode(v),
                    "Estimates the window in a way that is friendly to TCP."),
            DriverOption.number(
                    "aeron.driver.stream.session.limit",
                    env("aeron.driver.stream.session.limit"),
                    1,
                    Integer.MAX_VALUE,
                    c -> c.subscription().streamSessionLimit(),
                    (d, v) -> d.subscription = d.subscription.withStreamSessionLimit(v.intValue()),
                    "Most images of one stream on one endpoint."));

    private SubscriptionOptions() {}
}
