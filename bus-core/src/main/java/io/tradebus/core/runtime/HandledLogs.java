package io.tradebus.core.runtime;

import io.tradebus.core.client.Image;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far logs were handled whose images have ended before the logs did, for the readers of other images of the same logs:
 * the client was given up by a driver that lives and takes it in again, or the listener was detached and attached. Such
 * an image begins where the slowest reader of the log is, and that may be far behind; or it was closed in the middle of a
 * poll, so that the driver does not know what was handled. Most logs do not come again: only the latest are kept. For any
 * thread.
 */
final class HandledLogs {
    private static final int MAX_LOGS = 256;

    /** More than an id, since the next driver may count from the same number. */
    private record Log(long imageId, int sessionId, int initialTermId) {
        static Log of(Image image) {
            return new Log(image.correlationId(), image.sessionId(), image.initialTermId());
        }
    }

    private final Map<Log, Long> positions = new LinkedHashMap<>();

    /** Remembers a position in bytes. */
    synchronized void put(Image image, long position) {
        Log log = Log.of(image);
        positions.remove(log);
        positions.put(log, position);
        if (positions.size() > MAX_LOGS) {
            positions.remove(positions.keySet().iterator().next());
        }
    }

    /** Forgets a position and returns it; 0 if there is none. */
    synchronized long remove(Image image) {
        Long position = positions.isEmpty() ? null : positions.remove(Log.of(image));
        return position == null ? 0 : position;
    }

    synchronized boolean has(Image image) {
        return !positions.isEmpty() && positions.containsKey(Log.of(image));
    }
}
