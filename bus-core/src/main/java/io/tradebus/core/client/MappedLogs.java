package io.tradebus.core.client;

import io.tradebus.core.files.LogFile;
import java.nio.file.Path;
import java.util.Iterator;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The logs this client has mapped, each once, by registration id. For IPC an image reads the very log a publication of
 * the same client writes.
 *
 * <p>A log that nobody uses any more stays mapped for a while: another thread may still be in the middle of an offer or
 * a poll. Used under the client's lock; see docs/shared-memory.md#release-and-linger.
 */
final class MappedLogs {
    private final Long2ObjectHashMap<MappedLog> byRegistrationId = new Long2ObjectHashMap<>();
    private final Claims claims = new Claims();
    private final boolean isPreTouched;

    MappedLogs(boolean isPreTouched) {
        this.isPreTouched = isPreTouched;
    }

    /** Maps a log, or finds it mapped already, and counts one more user. */
    MappedLog acquire(long registrationId, String path) {
        MappedLog log = byRegistrationId.get(registrationId);
        if (log == null) {
            LogFile file = LogFile.map(Path.of(path));
            if (isPreTouched) {
                file.touchPages();
            }
            log = new MappedLog(file, claims);
            byRegistrationId.put(registrationId, log);
        }
        log.addUser();
        return log;
    }

    /** Unmaps what nobody uses any more. Returns how many logs that were. */
    int unmapExpired(long nowNs) {
        int unmapped = 0;
        Iterator<MappedLog> logs = byRegistrationId.values().iterator();
        while (logs.hasNext()) {
            MappedLog log = logs.next();
            if (log.isExpired(nowNs)) {
                logs.remove();
                log.unmap();
                unmapped++;
            }
        }
        return unmapped;
    }

    /** Unmaps everything, used or not. */
    void unmapAll() {
        byRegistrationId.values().forEach(MappedLog::unmap);
        byRegistrationId.clear();
    }

    /** Whether there are some that nobody uses, and that are to be unmapped after a while. */
    boolean hasUnused() {
        for (MappedLog log : byRegistrationId.values()) {
            if (log.isUnused()) {
                return true;
            }
        }
        return false;
    }

    int count() {
        return byRegistrationId.size();
    }
}
