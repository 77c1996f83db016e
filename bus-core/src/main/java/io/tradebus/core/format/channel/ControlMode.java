package io.tradebus.core.format.channel;

/** Who says where a channel leads. */
public enum ControlMode {
    /** The channel itself. */
    NONE(""),
    /** The application, which adds and removes destinations. */
    MANUAL("manual"),
    /** The receivers, by asking. */
    DYNAMIC("dynamic"),
    /** The request that is answered. */
    RESPONSE("response");

    private final String text;

    ControlMode(String text) {
        this.text = text;
    }

    /** The mode of a channel; what is not known counts as none. */
    public static ControlMode of(ChannelUri uri) {
        String mode = uri.get(ChannelParam.CONTROL_MODE, "");
        return switch (mode) {
            case "manual" -> MANUAL;
            case "dynamic" -> DYNAMIC;
            case "response" -> RESPONSE;
            default -> NONE;
        };
    }

    /** As written in a channel. */
    public String text() {
        return text;
    }
}
