package io.tradebus.core.config;

import java.util.List;

/**
 * What sits between the driver and its sockets, to test applications. See docs/driver-behaviour.md#debug-loss-options.
 *
 * @param incoming names of interceptors for incoming datagrams: {@code loss}, {@code fixed-loss},
 *     {@code multi-gap-loss}
 * @param outgoing the same for outgoing ones
 * @param lossArguments {@code rate=..|seed=..|recv-msg-mask=0x..}
 * @param fixedLossArguments {@code term-id=..|term-offset=..|length=..}
 * @param multiGapLossArguments {@code term-id=..|gap-radix=..|gap-length=..|total-gaps=..}
 */
public record InterceptorConfig(
        List<String> incoming,
        List<String> outgoing,
        String lossArguments,
        String fixedLossArguments,
        String multiGapLossArguments) {
    /** What holds when nothing is set. */
    public static final InterceptorConfig DEFAULT = new InterceptorConfig(List.of(), List.of(), "", "", "");

    public InterceptorConfig {
        incoming = List.copyOf(incoming);
        outgoing = List.copyOf(outgoing);
    }

    public InterceptorConfig withIncoming(List<String> incoming) {
        return new InterceptorConfig(incoming, outgoing, lossArguments, fixedLossArguments, multiGapLossArguments);
    }

    public InterceptorConfig withOutgoing(List<String> outgoing) {
        return new InterceptorConfig(incoming, outgoing, lossArguments, fixedLossArguments, multiGapLossArguments);
    }

    public InterceptorConfig withLossArguments(String lossArguments) {
        return new InterceptorConfig(incoming, outgoing, lossArguments, fixedLossArguments, multiGapLossArguments);
    }

    public InterceptorConfig withFixedLossArguments(String fixedLossArguments) {
        return new InterceptorConfig(incoming, outgoing, lossArguments, fixedLossArguments, multiGapLossArguments);
    }

    public InterceptorConfig withMultiGapLossArguments(String multiGapLossArguments) {
        return new InterceptorConfig(incoming, outgoing, lossArguments, fixedLossArguments, multiGapLossArguments);
    }
}
