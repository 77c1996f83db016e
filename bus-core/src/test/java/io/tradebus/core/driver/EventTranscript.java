package io.tradebus.core.driver;

import io.tradebus.core.format.control.Events;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastReceiver;
import org.agrona.concurrent.broadcast.CopyBroadcastReceiver;

/** What a driver tells its clients, one event to a line. */
final class EventTranscript {
    private final CopyBroadcastReceiver receiver;
    private final StringBuilder lines = new StringBuilder();

    EventTranscript(UnsafeBuffer toClientsBuffer) {
        receiver = new CopyBroadcastReceiver(new BroadcastReceiver(toClientsBuffer));
    }

    /** What was said since the last call. */
    String take() {
        while (receiver.receive((typeId, buffer, offset, length) -> lines.append(
                                Events.describe(typeId, buffer, offset, length))
                        .append('\n'))
                > 0) {
            // One event at a time.
        }
        String taken = lines.toString();
        lines.setLength(0);
        return taken;
    }
}
