package io.tradebus.core.driver.exchange;

/** What conductor and receiver tell each other about one image, cycle by cycle. */
public final class InboundSignals {
    private static final int CONSUMED_POSITION = 0;
    private static final int IS_RECEIVING = 1;
    private static final int END = 2;
    private static final int RELEASED = 3;
    private static final int RESPONSE_SESSION = 4;
    private static final int COUNT = 5;

    /** In place of the session of responses when none is to be told. */
    public static final long NO_RESPONSE = Long.MIN_VALUE;

    private final PaddedLongs values = new PaddedLongs(COUNT);

    /** @param joinPosition where the image begins, in bytes from the start of the stream */
    public InboundSignals(long joinPosition) {
        values.setRelease(CONSUMED_POSITION, joinPosition);
        values.setRelease(RESPONSE_SESSION, NO_RESPONSE);
    }

    // ---- Written by the conductor, read by the receiver.

    /**
     * What every subscriber has consumed. The log has been cleaned up to one term below it before this is stored, so that
     * a window that is opened from here finds zeroes.
     */
    public void consumedPositionRelease(long position) {
        values.setRelease(CONSUMED_POSITION, position);
    }

    public long consumedPositionAcquire() {
        return values.getAcquire(CONSUMED_POSITION);
    }

    /** The session in which the stream is answered, as long as the one who asks is to be told, or {@link #NO_RESPONSE}. */
    public void responseSessionRelease(long sessionId) {
        values.setRelease(RESPONSE_SESSION, sessionId);
    }

    public long responseSessionAcquire() {
        return values.getAcquire(RESPONSE_SESSION);
    }

    // ---- Written by the receiver, read by the conductor.

    /** The receiver takes data for the image. */
    public void receivingRelease() {
        values.setRelease(IS_RECEIVING, 1);
    }

    public boolean isReceivingAcquire() {
        return values.getAcquire(IS_RECEIVING) != 0;
    }

    /** The receiver stops to rebuild the image. */
    public void endRelease(InboundEnd end) {
        values.setRelease(END, end.ordinal());
    }

    public InboundEnd endAcquire() {
        return InboundEnd.ofCode(values.getAcquire(END));
    }

    /** The receiver does not touch the log any more. */
    public void releasedRelease() {
        values.setRelease(RELEASED, 1);
    }

    public boolean isReleasedAcquire() {
        return values.getAcquire(RELEASED) != 0;
    }
}
