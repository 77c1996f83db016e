package io.tradebus.core.driver.event;

import io.tradebus.core.StorageException;
import io.tradebus.core.files.EventFile;
import java.util.function.Consumer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.broadcast.BroadcastTransmitter;
import org.jspecify.annotations.Nullable;

/**
 * Takes events out of the {@link EventLog} and hands them on: as lines to an output if there is one, and as they are to the
 * {@link EventFile}, where programs may watch. Switches events on and off as the file says. Its own thread, or the
 * invoker's.
 */
public final class EventLogAgent implements Agent, MessageHandler {
    /** Events in one cycle, so that a request to switch off is heeded in between. */
    private static final int EVENTS_PER_CYCLE = 256;

    private static final long ALL = EventSelection.all();

    private final EventLog log;
    private final EventFile file;
    private final @Nullable EventOutput output;
    private final Consumer<String> warnings;
    private final MutableDirectBuffer note = new ExpandableArrayBuffer();
    private @Nullable BroadcastTransmitter transmitter;
    private long reportedDrops;

    /**
     * @param output where lines go, or null
     * @param warnings told what keeps events from being switched on
     */
    public EventLogAgent(EventLog log, EventFile file, @Nullable EventOutput output, Consumer<String> warnings) {
        this.log = log;
        this.file = file;
        this.output = output;
        this.warnings = warnings;
    }

    /** Whether somebody wants events. Any thread may ask. */
    public boolean isWanted() {
        return (file.wantedAcquire() & ALL) != 0;
    }

    /** Switches on and off as the file says. Before this agent has a thread, whoever made it may call this. */
    public void followSwitch() {
        long wanted = file.wantedAcquire() & ALL;
        if (wanted == log.enabled()) {
            return;
        }
        if (wanted != 0 && !prepare()) {
            file.wantedRelease(0);
            wanted = 0;
        }
        log.enable(wanted);
        file.enabledRelease(wanted);
    }

    @Override
    public int doWork() {
        followSwitch();
        int events = log.read(this, EVENTS_PER_CYCLE);
        noteDrops();
        if (events > 0 && output != null) {
            output.flush();
        }
        return events;
    }

    /** Hands on what is left. */
    @Override
    public void onClose() {
        log.enable(0);
        file.enabledRelease(0);
        while (log.read(this, EVENTS_PER_CYCLE) > 0) {
            // Each pass takes some; nobody adds any more.
        }
        noteDrops();
        if (output != null) {
            output.close();
        }
    }

    @Override
    public String roleName() {
        return "event-log";
    }

    /** The file has no blocks before somebody wants events, so that a driver nobody watches takes no space for it. */
    private boolean prepare() {
        if (transmitter != null) {
            return true;
        }
        try {
            file.allocate();
            transmitter = new BroadcastTransmitter(file.buffer());
            return true;
        } catch (StorageException e) {
            warnings.accept("events cannot be switched on: " + e.getMessage());
            return false;
        }
    }

    /** Hands an event on. */
    @Override
    public void onMessage(int typeId, MutableDirectBuffer buffer, int offset, int length) {
        if (transmitter != null) {
            transmitter.transmit(typeId, buffer, offset, length);
        }
        if (output != null) {
            output.write(typeId, buffer, offset);
        }
    }

    private void noteDrops() {
        long dropped = log.dropped();
        if (dropped == reportedDrops) {
            return;
        }
        String text = dropped - reportedDrops + " events dropped, the buffer was full; " + dropped + " in all";
        reportedDrops = dropped;
        file.droppedRelease(dropped);
        note.putLong(0, log.nowNs());
        int length = Long.BYTES + note.putStringAscii(Long.BYTES, text);
        onMessage(DriverEvent.TEXT_DATA.id(), note, 0, length);
    }
}
