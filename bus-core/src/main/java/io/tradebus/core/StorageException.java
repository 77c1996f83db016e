package io.tradebus.core;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file could not be created, mapped or removed, most often because there is not enough space for it. */
public final class StorageException extends BusException {
    private final Path path;

    public StorageException(String message, Path path, @Nullable Throwable cause) {
        super(message, cause);
        this.path = path;
    }

    /** Not enough space. The message has the sum, what there is, and three ways out. */
    public static StorageException notEnoughSpace(String what, Path path, long neededBytes, long usableBytes) {
        return new StorageException(
                "not enough space for " + what + " in " + path + ": needs " + neededBytes + " bytes, usable are "
                        + usableBytes
                        + "; make the file system larger (a container: --shm-size), choose a directory on a"
                        + " larger one (aeron.dir, bus.directory), or make terms and buffers smaller"
                        + " (aeron.ipc.term.buffer.length, aeron.term.buffer.length, aeron.counters.buffer.length)",
                path,
                null);
    }

    /** The file or directory concerned. */
    public Path path() {
        return path;
    }
}
