package io.tradebus.core.config;

/**
 * How a sender is slowed down by its receivers.
 *
 * @param unicast strategy for channels with one receiver
 * @param multicast strategy for channels with many receivers, unless the channel says otherwise
 * @param groupTag receivers that count for {@link FlowControlKind#TAGGED}
 * @param groupMinSize receivers that are needed for a connection
 * @param receiverTimeoutNs nanoseconds of silence after which a receiver does not count any more
 * @param unicastRetransmitWindows most that is sent again at once, in receiver windows, at least 1
 * @param multicastRetransmitWindows the same for channels with many receivers
 */
public record FlowConfig(
        FlowControlKind unicast,
        FlowControlKind multicast,
        long groupTag,
        int groupMinSize,
        long receiverTimeoutNs,
        int unicastRetransmitWindows,
        int multicastRetransmitWindows) {
    /** What holds when nothing is set. */
    public static final FlowConfig DEFAULT =
            new FlowConfig(FlowControlKind.UNICAST, FlowControlKind.MAX, -1L, 0, 5_000_000_000L, 16, 4);

    public FlowConfig {
        Require.atLeast("groupMinSize", groupMinSize, 0);
        Require.atLeast("receiverTimeoutNs", receiverTimeoutNs, 1L);
        Require.atLeast("unicastRetransmitWindows", unicastRetransmitWindows, 1);
        Require.atLeast("multicastRetransmitWindows", multicastRetransmitWindows, 1);
    }

    public FlowConfig withUnicast(FlowControlKind unicast) {
        return new FlowConfig(
                unicast,
                multicast,
                groupTag,
                groupMinSize,
                receiverTimeoutNs,
                unicastRetransmitWindows,
                multicastRetransmitWindows);
    }

    public FlowConfig withMulticast(FlowControlKind multicast) {
        return new FlowConfig(
                unicast,
                multicast,
                groupTag,
                groupMinSize,
                receiverTimeoutNs,
                unicastRetransmitWindows,
                multicastRetransmitWindows);
    }

    public FlowConfig withGroupTag(long groupTag) {
        return new FlowConfig(
                unicast,
                multicast,
                groupTag,
                groupMinSize,
                receiverTimeoutNs,
                unicastRetransmitWindows,
                multicastRetransmitWindows);
    }

    public FlowConfig withGroupMinSize(int groupMinSize) {
        return new FlowConfig(
                unicast,
                multicast,
                groupTag,
                groupMinSize,
                receiverTimeoutNs,
                unicastRetransmitWindows,
                multicastRetransmitWindows);
    }

    public FlowConfig withReceiverTimeoutNs(long receiverTimeoutNs) {
        return new FlowConfig(
                unicast,
                multicast,
                groupTag,
                groupMinSize,
                receiverTimeoutNs,
                unicastRetransmitWindows,
                multicastRetransmitWindows);
    }

    public FlowConfig withUnicastRetransmitWindows(int unicastRetransmitWindows) {
        return new FlowConfig(
                unicast,
                multicast,
                groupTag,
                groupMinSize,
                receiverTimeoutNs,
                unicastRetransmitWindows,
                multicastRetransmitWindows);
    }

    public FlowConfig withMulticastRetransmitWindows(int multicastRetransmitWindows) {
        return new FlowConfig(
                unicast,
                multicast,
                groupTag,
                groupMinSize,
                receiverTimeoutNs,
                unicastRetransmitWindows,
                multicastRetransmitWindows);
    }
}
