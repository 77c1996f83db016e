package io.tradebus.core.driver.event;

import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.files.EventFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.broadcast.BroadcastReceiver;

/**
 * Watches the events of a driver from another program, from when it is opened, and switches them. The driver does not wait
 * for it: whoever is slower than it misses events. Used by one thread.
 */
public final class EventWatch implements AutoCloseable {
    /** So that whoever watches a busy driver gets to something else. */
    static final int MAX_EVENTS_PER_POLL = 10_000;

    private final EventFile file;
    private final AtomicBuffer buffer;
    private final EventFormat format;
    private final ExpandableArrayBuffer copy = new ExpandableArrayBuffer();
    private BroadcastReceiver receiver;
    private long missedBefore;

    private EventWatch(EventFile file, EventFormat format) {
        this.file = file;
        this.format = format;
        buffer = file.buffer();
        receiver = new BroadcastReceiver(buffer);
    }

    /**
     * Begins to watch.
     *
     * @param directory of the driver
     * @param format of the lines
     * @throws NoSuchFileException if there is no event file, as in the directory of a stock driver
     * @throws IOException if it cannot be read
     * @throws io.tradebus.core.StorageException if it is of another version
     */
    public static EventWatch open(Path directory, EventFormat format) throws IOException {
        return new EventWatch(EventFile.map(new DriverDirectory(directory).eventFile()), format);
    }

    /** Asks the driver to have these events on and no others. It does so with its next pass over its timers. */
    public void select(long events) {
        file.wantedRelease(events);
    }

    /** Whether the driver has done what was asked for. */
    public boolean isSelected() {
        return (file.wantedAcquire() & EventSelection.all()) == file.enabledAcquire();
    }

    /** The mask of the events that somebody asked for last. */
    public long wanted() {
        return file.wantedAcquire();
    }

    /** The mask of the events that are on. */
    public long enabled() {
        return file.enabledAcquire();
    }

    /** Events that the driver had no room for, since it began. */
    public long dropped() {
        return file.droppedAcquire();
    }

    /** How often the driver was so far ahead that events were missed here. */
    public long missed() {
        return missedBefore + receiver.lappedCount();
    }

    /**
     * Hands over the lines of the events that have come, at most a certain number of them, and returns how many they were.
     */
    public int poll(Consumer<String> lines) {
        int count = 0;
        for (int i = 0; i < MAX_EVENTS_PER_POLL && receiver.receiveNext(); i++) {
            int typeId = receiver.typeId();
            if (copyRecord()) {
                lines.accept(format.line(typeId, copy, 0));
                count++;
            } else {
                beginAgain();
            }
        }
        return count;
    }

    /** Returns false if the driver has written over the record meanwhile. Its length may be anything then. */
    private boolean copyRecord() {
        int offset = receiver.offset();
        int length = receiver.length();
        if (!receiver.validate()) {
            return false;
        }
        copy.putBytes(0, buffer, offset, length);
        return receiver.validate();
    }

    /** Where the next record begins is not known any more: goes on with the latest one. */
    private void beginAgain() {
        missedBefore += receiver.lappedCount() + 1;
        receiver = new BroadcastReceiver(buffer);
    }

    @Override
    public void close() {
        file.close();
    }
}
