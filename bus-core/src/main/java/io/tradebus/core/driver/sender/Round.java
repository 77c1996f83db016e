package io.tradebus.core.driver.sender;

import java.nio.ByteBuffer;

/**
 * A run of datagrams on its way to several destinations, one after another. The socket may be full when only some have
 * got it: the round goes on with the next call for the same run, so that however many they are each gets it once.
 */
final class Round {
    private long position;
    private boolean isOpen;
    private int length;
    private int segmentLength;
    private int changes;
    private int size;
    private int next;
    private int left;
    private int sentToNext;
    private boolean isTaken;

    /** The next run is one from that position of its stream. What was on its way from another one is not any more. */
    void at(long newPosition) {
        if (newPosition != position) {
            position = newPosition;
            isOpen = false;
        }
    }

    /** Datagrams of the run that is on its way from a position, none if there is no such run. */
    int datagramsAt(long atPosition) {
        return isOpen && atPosition == position ? (length + segmentLength - 1) / segmentLength : 0;
    }

    /**
     * Begins with a run, from its position to its limit.
     *
     * @param list the destinations
     * @param first index of the one that gets it first
     */
    void begin(ByteBuffer run, int newSegmentLength, DestinationList list, int first) {
        isOpen = true;
        length = run.remaining();
        segmentLength = newSegmentLength;
        changes = list.changes();
        size = list.size();
        left = size;
        next = first;
        sentToNext = 0;
        isTaken = size == 0;
    }

    /** Whether it goes on with a run, which may have grown, and the destinations are those that it began with. */
    boolean goesOnWith(ByteBuffer run, DestinationList list) {
        return isOpen && run.remaining() >= length && list.changes() == changes;
    }

    void end() {
        isOpen = false;
    }

    /** Bytes from the position of the run that each gets. */
    int length() {
        return length;
    }

    int segmentLength() {
        return segmentLength;
    }

    /** Whether all have had their turn. */
    boolean isOver() {
        return left == 0;
    }

    /** Index of the destination whose turn it is. */
    int next() {
        return next;
    }

    /** Bytes that it has got. */
    int sentToNext() {
        return sentToNext;
    }

    /** The one whose turn it is has got some more, but not all. */
    void onSome(int bytes) {
        sentToNext += bytes;
    }

    /**
     * It is the turn of the next one.
     *
     * @param hasGotAll whether the one before has; otherwise it is not waited for
     */
    void onNext(boolean hasGotAll) {
        isTaken |= hasGotAll;
        sentToNext = 0;
        left--;
        next = next + 1 == size ? 0 : next + 1;
    }

    /** Whether anybody has got all of it, or there is nobody to get it. */
    boolean isTaken() {
        return isTaken;
    }
}
