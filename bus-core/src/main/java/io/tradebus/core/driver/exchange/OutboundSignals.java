package io.tradebus.core.driver.exchange;

/** What conductor and sender tell each other about one publication, cycle by cycle. */
public final class OutboundSignals {
    private static final int END_OF_STREAM = 0;
    private static final int REVOKED = 1;
    private static final int SPY_POSITION = 2;
    private static final int CONNECTED = 3;
    private static final int HAS_RECEIVERS = 4;
    private static final int UNICAST_END_HEARD = 5;
    private static final int RELEASED = 6;
    private static final int COUNT = 7;

    /** In place of the position of a spy when there is none. */
    public static final long NO_SPY = -1;

    private final PaddedLongs values = new PaddedLongs(COUNT);

    public OutboundSignals() {
        values.setRelease(SPY_POSITION, NO_SPY);
    }

    // ---- Written by the conductor, read by the sender.

    /** Everything was appended and sent: heartbeats say so from now on. */
    public void endStreamRelease() {
        values.setRelease(END_OF_STREAM, 1);
    }

    public boolean isEndOfStreamAcquire() {
        return values.getAcquire(END_OF_STREAM) != 0;
    }

    /** The publication was taken back: nothing more is sent but heartbeats that say so. */
    public void revokeRelease() {
        values.setRelease(REVOKED, 1);
    }

    public boolean isRevokedAcquire() {
        return values.getAcquire(REVOKED) != 0;
    }

    /** Where the fastest spy stands whose presence stands for a receiver, or {@link #NO_SPY}. */
    public void spyPositionRelease(long position) {
        values.setRelease(SPY_POSITION, position);
    }

    public long spyPositionAcquire() {
        return values.getAcquire(SPY_POSITION);
    }

    // ---- Written by the sender, read by the conductor.

    /** Whether there are receivers, and as many as flow control requires. */
    public void isConnectedRelease(boolean isConnected) {
        values.setRelease(CONNECTED, isConnected ? 1 : 0);
    }

    public boolean isConnectedAcquire() {
        return values.getAcquire(CONNECTED) != 0;
    }

    /** Whether there is a receiver that was heard within the connection timeout. */
    public void hasReceiversRelease(boolean hasReceivers) {
        values.setRelease(HAS_RECEIVERS, hasReceivers ? 1 : 0);
    }

    public boolean hasReceiversAcquire() {
        return values.getAcquire(HAS_RECEIVERS) != 0;
    }

    /** The only receiver there is said that it has read to the end, or goes: there is nobody to linger for. */
    public void unicastEndHeardRelease() {
        values.setRelease(UNICAST_END_HEARD, 1);
    }

    public boolean isUnicastEndHeardAcquire() {
        return values.getAcquire(UNICAST_END_HEARD) != 0;
    }

    /** The sender does not touch the log any more. */
    public void releasedRelease() {
        values.setRelease(RELEASED, 1);
    }

    public boolean isReleasedAcquire() {
        return values.getAcquire(RELEASED) != 0;
    }
}
