package io.tradebus.core.config.option;

/** Subscriptions and receiving. */
final class SubscriptionOptions {
    private SubscriptionOptions() {}

    static void visit(OptionPass pass, Draft draft) {
        subscriptions(pass, draft);
        nak(pass, draft);
        congestion(pass, draft);
    }

    private static void subscriptions(OptionPass pass, Draft draft) {
        if (pass.size(
                "aeron.rcv.initial.window.length",
                draft.subscription.initialWindowLength(),
                256,
                Integer.MAX_VALUE,
                "How far a sender may be ahead; at least the MTU, at most SO_RCVBUF.")) {
            draft.subscription = draft.subscription.withInitialWindowLength(pass.newInt());
        }
        if (pass.flag("aeron.reliable.stream", draft.subscription.reliable(), "Lost data is asked for again.")) {
            draft.subscription = draft.subscription.withReliable(pass.newFlag());
        }
        if (pass.flag(
                "aeron.tether.subscriptions",
                draft.subscription.tether(),
                "A slow subscriber holds the publisher up.")) {
            draft.subscription = draft.subscription.withTether(pass.newFlag());
        }
        if (pass.flag("aeron.rejoin.stream", draft.subscription.rejoin(), "A subscriber left behind joins again.")) {
            draft.subscription = draft.subscription.withRejoin(pass.newFlag());
        }
        if (pass.text(
                "aeron.receiver.group.consideration",
                OptionNames.group(draft.subscription.groupConsideration()),
                "true, false, infer",
                "Whether receivers act as one of many.")) {
            draft.subscription = draft.subscription.withGroupConsideration(OptionNames.group(pass.newText()));
        }
        if (pass.text(
                "aeron.flow.control.sm.applicationSpecificFeedback",
                OptionNames.hex(draft.subscription.groupTag()),
                "8 bytes in hexadecimal",
                "Older form of the receiver group tag.")) {
            draft.subscription = draft.subscription.withGroupTag(OptionNames.hex(pass.newText()));
        }
        if (pass.text(
                "aeron.receiver.group.tag",
                OptionNames.number(draft.subscription.groupTag()),
                "a number",
                "Sent to the sender, which may count receivers by it.")) {
            draft.subscription = draft.subscription.withGroupTag(OptionNames.number(pass.newText()));
        }
    }

    private static void nak(OptionPass pass, Draft draft) {
        if (pass.duration(
                "aeron.nak.unicast.delay",
                draft.nak.unicastDelayNs(),
                1_000,
                Long.MAX_VALUE,
                "From a gap to the first request.")) {
            draft.nak = draft.nak.withUnicastDelayNs(pass.newNumber());
        }
        if (pass.number(
                "aeron.nak.unicast.retry.delay.ratio",
                draft.nak.unicastRetryDelayRatio(),
                1,
                Integer.MAX_VALUE,
                "Delay of a repeated request as a multiple of the first.")) {
            draft.nak = draft.nak.withUnicastRetryDelayRatio(pass.newInt());
        }
        if (pass.number(
                "aeron.nak.multicast.group.size",
                draft.nak.multicastGroupSize(),
                1,
                Integer.MAX_VALUE,
                "Receivers expected to lose the same data.")) {
            draft.nak = draft.nak.withMulticastGroupSize(pass.newInt());
        }
        if (pass.duration(
                "aeron.nak.multicast.max.backoff",
                draft.nak.multicastMaxBackoffNs(),
                1,
                Long.MAX_VALUE,
                "Most random delay among many receivers.")) {
            draft.nak = draft.nak.withMulticastMaxBackoffNs(pass.newNumber());
        }
        if (pass.number(
                "tradebus.nak.max.outstanding",
                draft.nak.maxOutstanding(),
                1,
                64,
                "Gaps that are asked for at the same time; 1 is what stock drivers do.")) {
            draft.nak = draft.nak.withMaxOutstanding(pass.newInt());
        }
    }

    private static void congestion(OptionPass pass, Draft draft) {
        if (pass.text(
                "aeron.CongestionControl.supplier",
                OptionNames.congestion(draft.congestion.kind()),
                "default, static, cubic",
                "How a receiver adapts its window.")) {
            draft.congestion = draft.congestion.withKind(OptionNames.congestion(pass.newText()));
        }
        if (pass.flag(
                "aeron.CubicCongestionControl.measureRtt",
                draft.congestion.cubicMeasureRtt(),
                "Measures the round trip.")) {
            draft.congestion = draft.congestion.withCubicMeasureRtt(pass.newFlag());
        }
        if (pass.duration(
                "aeron.CubicCongestionControl.initialRtt",
                draft.congestion.cubicInitialRttNs(),
                1,
                Long.MAX_VALUE,
                "Round trip until it was measured.")) {
            draft.congestion = draft.congestion.withCubicInitialRttNs(pass.newNumber());
        }
        if (pass.flag(
                "aeron.CubicCongestionControl.tcpMode",
                draft.congestion.cubicTcpMode(),
                "Estimates the window in a way that is friendly to TCP.")) {
            draft.congestion = draft.congestion.withCubicTcpMode(pass.newFlag());
        }
        if (pass.number(
                "aeron.driver.stream.session.limit",
                draft.subscription.streamSessionLimit(),
                1,
                Integer.MAX_VALUE,
                "Most images of one stream on one endpoint.")) {
            draft.subscription = draft.subscription.withStreamSessionLimit(pass.newInt());
        }
    }
}
