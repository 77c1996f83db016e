package io.tradebus.core.format.channel;

import io.tradebus.core.format.control.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What the parameter {@code fc} says: {@code strategy,option,…}. See {@code docs/wire-protocol.md#choice-of-strategy}.
 * Null is what it leaves to the driver.
 *
 * @param strategy who slows the sender down
 * @param receiverTimeoutNs {@code t:}, nanoseconds of silence after which a receiver does not count any more
 * @param groupTag {@code g:tag}, receivers that count
 * @param groupMinSize {@code g:/size}, receivers that are needed for a connection
 * @param retransmitWindows {@code rrwm:}, most that is sent again at once, in receiver windows
 */
public record FlowControlParams(
        Strategy strategy,
        @Nullable Long receiverTimeoutNs,
        @Nullable Long groupTag,
        @Nullable Integer groupMinSize,
        @Nullable Integer retransmitWindows) {
    private static final ChannelParam PARAM = ChannelParam.FLOW_CONTROL;
    private static final ErrorCode FAULT = ErrorCode.GENERIC_ERROR;
    private static final String TIMEOUT = "t:";
    private static final String GROUP = "g:";
    private static final String RETRANSMIT_WINDOWS = "rrwm:";

    /** Who slows a sender with many receivers down. */
    public enum Strategy {
        MAX("max"),
        MIN("min"),
        TAGGED("tagged");

        private final String text;

        Strategy(String text) {
            this.text = text;
        }

        static Strategy of(String text, String all) {
            for (Strategy strategy : values()) {
                if (strategy.text.equals(text)) {
                    return strategy;
                }
            }
            throw ChannelException.generic("unsupported multicast flow control strategy: fc=" + all);
        }
    }

    /**
     * Reads the value. Options that the strategy has no use for are passed over, like unknown ones.
     *
     * @throws ChannelException with {@link ErrorCode#GENERIC_ERROR} if the strategy is unknown or an option is malformed
     */
    public static FlowControlParams parse(String text) {
        String[] parts = text.split(",", -1);
        FlowControlParams params = new FlowControlParams(Strategy.of(parts[0], text), null, null, null, null);
        for (int i = 1; i < parts.length; i++) {
            params = params.with(parts[i]);
        }
        return params;
    }

    private FlowControlParams with(String option) {
        if (option.startsWith(RETRANSMIT_WINDOWS)) {
            int windows = ChannelValues.parseInt(PARAM, option.substring(RETRANSMIT_WINDOWS.length()), FAULT);
            require(windows >= 1, option, "at least 1 receiver window");
            return new FlowControlParams(strategy, receiverTimeoutNs, groupTag, groupMinSize, windows);
        }
        if (strategy == Strategy.MAX) {
            return this;
        }
        if (option.startsWith(TIMEOUT)) {
            long timeoutNs = ChannelValues.parseDurationNs(PARAM, option.substring(TIMEOUT.length()), FAULT);
            require(timeoutNs >= 0, option, "a receiver timeout of at least 0");
            return new FlowControlParams(strategy, timeoutNs, groupTag, groupMinSize, retransmitWindows);
        }
        return option.startsWith(GROUP) ? withGroup(option) : this;
    }

    /** The tag, the size after a slash, or both. Only one strategy reads the tag. */
    private FlowControlParams withGroup(String option) {
        int slash = option.indexOf('/');
        int tagEnd = slash < 0 ? option.length() : slash;
        Long tag = groupTag;
        if (strategy == Strategy.TAGGED && slash != GROUP.length()) {
            tag = ChannelValues.parseLong(PARAM, option.substring(GROUP.length(), tagEnd), FAULT);
        }
        Integer minSize = groupMinSize;
        if (slash >= 0) {
            minSize = ChannelValues.parseInt(PARAM, option.substring(slash + 1), FAULT);
        }
        return new FlowControlParams(strategy, receiverTimeoutNs, tag, minSize, retransmitWindows);
    }

    private static void require(boolean isAllowed, String option, String allowed) {
        if (!isAllowed) {
            throw ChannelException.generic(
                    "option of " + PARAM.key() + " must be " + allowed + ", but was '" + option + "'");
        }
    }
}
