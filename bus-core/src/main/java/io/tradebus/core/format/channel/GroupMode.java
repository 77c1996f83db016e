package io.tradebus.core.format.channel;

/** Whether a receiver takes itself for one of several. */
public enum GroupMode {
    TRUE,
    FALSE,
    /** The address and the sender tell. */
    INFER;

    static GroupMode of(ChannelUri uri, GroupMode defaultMode) {
        String text = uri.get(ChannelParam.GROUP);
        if (text == null) {
            return defaultMode;
        }
        return switch (text) {
            case "true" -> TRUE;
            case "infer" -> INFER;
            default -> FALSE;
        };
    }
}
