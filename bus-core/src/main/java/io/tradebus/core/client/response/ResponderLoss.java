package io.tradebus.core.client.response;

/**
 * A responder that answered does not answer any more. What was asked before and is not answered yet may have been heard
 * or not, and may be answered late or never.
 *
 * @param cause why
 * @param requestSessionId the session in which requests went
 * @param requestPosition up to here requests were published in that session, in bytes
 * @param responseSessionId the session in which responses came
 * @param responsePosition up to here responses were read of that session, in bytes
 */
public record ResponderLoss(
        Cause cause, int requestSessionId, long requestPosition, int responseSessionId, long responsePosition) {
    /** Why a responder does not answer any more. */
    public enum Cause {
        /** Another one answers, or the same one began anew. */
        RESPONDER_CHANGED,
        /** It ended, or nothing is heard of it. The channels are opened anew. */
        RESPONDER_LOST,
        /** The driver of this machine has given up the channels, or the client is closed. They are opened anew if it is not. */
        DRIVER_LOST
    }
}
