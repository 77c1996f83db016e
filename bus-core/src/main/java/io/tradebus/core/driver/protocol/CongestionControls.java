package io.tradebus.core.driver.protocol;

import io.tradebus.core.config.CongestionConfig;
import io.tradebus.core.config.CongestionKind;
import io.tradebus.core.format.channel.ChannelException;
import io.tradebus.core.format.control.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Makes congestion controls. */
public final class CongestionControls {
    private CongestionControls() {}

    /**
     * For an image that is being created.
     *
     * @param name value of the parameter {@code cc}, or null
     * @param receiverWindow bytes that the subscription lets be in flight
     * @param nowNs time of the creation
     * @throws ChannelException if there is none of that name; the image must not be created
     */
    public static CongestionControl create(
            @Nullable String name,
            CongestionConfig config,
            int receiverWindow,
            int termLength,
            int mtuLength,
            long nowNs) {
        int maxWindowLength = maxWindowLength(receiverWindow, termLength);
        return kindOf(name, config.kind()) == CongestionKind.CUBIC
                ? new CubicWindow(config, maxWindowLength, mtuLength, nowNs)
                : new StaticWindow(maxWindowLength);
    }

    /** The largest window of an image: more than half a term ahead of its subscribers a sender must never be. */
    public static int maxWindowLength(int receiverWindow, int termLength) {
        return Math.min(receiverWindow, termLength / 2);
    }

    /**
     * The congestion control that a name stands for.
     *
     * @param name value of the parameter {@code cc}, or null
     * @throws ChannelException if there is none of that name
     */
    public static CongestionKind kindOf(@Nullable String name, CongestionKind defaultKind) {
        if (name == null) {
            return defaultKind;
        }
        return switch (name) {
            case "static" -> CongestionKind.STATIC;
            case "cubic" -> CongestionKind.CUBIC;
            default ->
                throw new ChannelException(ErrorCode.INVALID_CHANNEL, "unsupported congestion control : cc=" + name);
        };
    }
}
