package io.tradebus.core.files;

import io.tradebus.core.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Asks whether there is room for a file before it is created. Used by the conductor.
 *
 * <p>A file that is larger than what is left would be created without complaint, and the process would be killed when it
 * touches the page that is not there.
 */
public final class StorageCheck {
    /** Tells how many bytes may still be written below a directory. */
    @FunctionalInterface
    public interface UsableSpace {
        /** {@link StorageCheck#usableBytes}. */
        UsableSpace OF_SYSTEM = new UsableSpace() {
            @Override
            public long bytes(Path directory) throws IOException {
                return usableBytes(directory);
            }
        };

        long bytes(Path directory) throws IOException;
    }

    private final Path directory;
    private final boolean isOn;
    private final long lowSpaceThreshold;
    private final UsableSpace usableSpace;
    private final Consumer<String> warnings;

    /**
     * @param isOn whether anything is checked at all
     * @param lowSpaceThreshold usable bytes at or below which there is a warning
     * @param usableSpace normally {@link UsableSpace#OF_SYSTEM}
     */
    public StorageCheck(
            Path directory, boolean isOn, long lowSpaceThreshold, UsableSpace usableSpace, Consumer<String> warnings) {
        this.directory = directory;
        this.isOn = isOn;
        this.lowSpaceThreshold = lowSpaceThreshold;
        this.usableSpace = usableSpace;
        this.warnings = warnings;
    }

    /**
     * Returns when there is room.
     *
     * @param what the file, for the message
     * @throws StorageException if there is not
     */
    public void require(String what, long neededBytes) {
        require(what, neededBytes, 0);
    }

    /** As {@link #require(String, long)}, with bytes that will be freed before the file is created. */
    public void require(String what, long neededBytes, long freedBytes) {
        if (!isOn) {
            return;
        }
        long usable = usable() + freedBytes;
        if (usable < neededBytes) {
            throw StorageException.notEnoughSpace(what, directory, neededBytes, usable);
        }
        if (usable <= lowSpaceThreshold) {
            warnings.accept("space is running low in " + directory + ": usable are " + usable
                    + " bytes, the threshold is " + lowSpaceThreshold + ", needed for " + what + " are " + neededBytes);
        }
    }

    /** What the file system below {@code directory}, or below its nearest parent that exists, has left. */
    public static long usableBytes(Path directory) throws IOException {
        Path existing = directory.toAbsolutePath();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return Files.getFileStore(existing).getUsableSpace();
    }

    private long usable() {
        try {
            return usableSpace.bytes(directory);
        } catch (IOException e) {
            throw new StorageException("cannot tell how much space is left in " + directory + ": " + e, directory, e);
        }
    }
}
