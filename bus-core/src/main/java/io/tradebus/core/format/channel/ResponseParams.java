package io.tradebus.core.format.channel;

/**
 * What part a publication plays in a pair of request and response.
 *
 * @param correlationId of the other half; {@link #NONE} if there is none or it is a prototype
 * @param isResponse whether it sends responses, which is {@code control-mode=response}
 * @param isPrototype whether it only keeps the place for responses
 */
public record ResponseParams(long correlationId, boolean isResponse, boolean isPrototype) {
    /** In place of a correlation id. */
    public static final long NONE = -1;

    private static final String PROTOTYPE = "prototype";

    /**
     * The part that a channel asks for.
     *
     * @throws ChannelException if the channel names the other half by what is no id
     */
    public static ResponseParams of(ChannelUri uri) {
        boolean isResponse = ControlMode.of(uri) == ControlMode.RESPONSE;
        String text = uri.get(ChannelParam.RESPONSE_CORRELATION_ID);
        if (text == null) {
            return new ResponseParams(NONE, isResponse, false);
        }
        if (PROTOTYPE.equals(text)) {
            return new ResponseParams(NONE, isResponse, true);
        }
        return new ResponseParams(correlationId(text), isResponse, false);
    }

    /** Whether there is a correlation id. */
    public boolean hasCorrelationId() {
        return correlationId != NONE;
    }

    private static long correlationId(String text) {
        try {
            long correlationId = Long.parseLong(text);
            if (correlationId >= NONE) {
                return correlationId;
            }
        } catch (NumberFormatException e) {
            // Said below, with the same words as for a number that is too small.
        }
        throw ChannelException.invalid("invalid response-correlation-id: " + text);
    }
}
