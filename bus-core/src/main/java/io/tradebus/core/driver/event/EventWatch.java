package io.tradebus.core.driver.event;

import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.files.EventFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.broadcast.BroadcastReceiver;

/**
 * Watches the events of a driver from another program, from when it is opened, and switches them. The driver does not wait
 * for it: whoever is slower than it misses events. Used by one thread.
 */
public final class EventWatch implements AutoCloseable {
    private final EventFile file;
    private final BroadcastReceiver receiver;
    private final EventFormat format;
    private final ExpandableArrayBuffer copy = new ExpandableArrayBuffer();

    private EventWatch(EventFile file, EventFormat format) {
        this.file = file;
        this.format = format;
        receiver = new BroadcastReceiver(file.buffer());
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
        return receiver.lappedCount();
    }

    /** Hands over the lines of the events that have come, and returns how many they were. */
    public int poll(Consumer<String> lines) {
        int count = 0;
        while (receiver.receiveNext()) {
            int typeId = receiver.typeId();
            copy.putBytes(0, receiver.buffer(), receiver.offset(), receiver.length());
            if (receiver.validate()) {
                lines.accept(format.line(typeId, copy, 0));
                count++;
            }
        }
        return count;
    }

    @Override
    public void close() {
        file.close();
    }
}
