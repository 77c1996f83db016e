package io.tradebus.core.driver.protocol;

import io.tradebus.core.config.FlowConfig;
import io.tradebus.core.config.FlowControlKind;
import io.tradebus.core.format.channel.ChannelException;
import io.tradebus.core.format.channel.FlowControlParams;
import io.tradebus.core.format.control.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What the flow control of one publication is made of.
 *
 * @param kind which receivers count
 * @param groupTag receivers that count for {@link FlowControlKind#TAGGED}
 * @param groupMinSize receivers that are needed for a connection
 * @param receiverTimeoutNs nanoseconds of silence after which a receiver does not count any more
 * @param retransmitWindows most that is sent again at once, in receiver windows, at least 1
 */
public record FlowControlSettings(
        FlowControlKind kind, long groupTag, int groupMinSize, long receiverTimeoutNs, int retransmitWindows) {
    /**
     * What holds for a channel. See {@code docs/wire-protocol.md#choice-of-strategy}.
     *
     * @param text value of the parameter {@code fc}, or null
     * @param hasManyReceivers whether the channel is multicast, or has several destinations
     * @throws ChannelException if the strategy is unknown, an option cannot be read, or the channel has one receiver
     */
    public static FlowControlSettings of(FlowConfig config, @Nullable String text, boolean hasManyReceivers) {
        FlowControlSettings defaults = new FlowControlSettings(
                hasManyReceivers ? config.multicast() : config.unicast(),
                config.groupTag(),
                config.groupMinSize(),
                config.receiverTimeoutNs(),
                hasManyReceivers ? config.multicastRetransmitWindows() : config.unicastRetransmitWindows());
        if (text == null) {
            return defaults;
        }
        if (!hasManyReceivers) {
            throw new ChannelException(
                    ErrorCode.GENERIC_ERROR, "unsupported unicast flow control strategy: fc=" + text);
        }
        return defaults.overriddenBy(FlowControlParams.parse(text));
    }

    private FlowControlSettings overriddenBy(FlowControlParams params) {
        Long tag = params.groupTag();
        Integer minSize = params.groupMinSize();
        Long timeoutNs = params.receiverTimeoutNs();
        Integer windows = params.retransmitWindows();
        return new FlowControlSettings(
                kindOf(params.strategy()),
                tag == null ? groupTag : tag,
                minSize == null ? groupMinSize : minSize,
                timeoutNs == null ? receiverTimeoutNs : timeoutNs,
                windows == null ? retransmitWindows : windows);
    }

    private static FlowControlKind kindOf(FlowControlParams.Strategy strategy) {
        return switch (strategy) {
            case MAX -> FlowControlKind.MAX;
            case MIN -> FlowControlKind.MIN;
            case TAGGED -> FlowControlKind.TAGGED;
        };
    }
}
