package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.StorageException;
import io.tradebus.core.driver.exchange.Deferred;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.files.LogFile;
import io.tradebus.core.files.StorageCheck;
import io.tradebus.core.format.control.ErrorCode;
import io.tradebus.core.format.log.LogDescription;
import io.tradebus.core.format.log.LogKind;
import io.tradebus.core.format.log.LogLayout;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Creates log files and deletes them when they are not needed any more. Space is checked before a file is created;
 * nothing is left behind when creation fails.
 *
 * <p>A file whose pages are touched takes long to create, so that is done in the background, if there is one. Only a
 * few files are deleted in one cycle of the conductor; what cannot be deleted is counted and tried again with the next
 * timer pass.
 */
public final class LogStore {
    private final DriverDirectory directory;
    private final StorageCheck check;
    private final int freeLimit;
    private final LogStoreCounters counters;
    private final Background background;
    private final ArrayDeque<LogFile> toFree = new ArrayDeque<>();
    private final ArrayDeque<Path> toDelete = new ArrayDeque<>();
    private final List<Deferred<LogFile>> inFlight = new ArrayList<>();

    /** Creates one log. */
    private final class Creation implements Supplier<LogFile> {
        private final LogDescription description;
        private final boolean isSparse;

        Creation(LogDescription description, boolean isSparse) {
            this.description = description;
            this.isSparse = isSparse;
        }

        @Override
        public LogFile get() {
            return createNow(description, isSparse);
        }
    }

    /**
     * @param freeLimit logs that are freed in one cycle
     * @param background where files are created whose pages are touched
     */
    public LogStore(
            DriverDirectory directory,
            StorageCheck check,
            int freeLimit,
            LogStoreCounters counters,
            Background background) {
        this.directory = directory;
        this.check = check;
        this.freeLimit = freeLimit;
        this.counters = counters;
        this.background = background;
    }

    /** Begins to create a log, which is to be {@link #take taken}. */
    public Deferred<LogFile> create(LogDescription description) {
        Deferred<LogFile> creation;
        if (description.traits().sparse()) {
            creation = new Deferred<>(new Creation(description, true));
            creation.run();
        } else {
            creation = background.start(new Creation(description, false));
        }
        inFlight.add(creation);
        return creation;
    }

    /**
     * Takes the log that was created.
     *
     * @throws RuntimeException what went wrong; then there is no file
     */
    public LogFile take(Deferred<LogFile> creation) {
        inFlight.remove(creation);
        LogFile log = creation.result();
        counters.bytesMapped().getAndAdd(log.fileLength());
        return log;
    }

    /** Lets a log go. It is unmapped and deleted in one of the next cycles. */
    public void free(LogFile log) {
        toFree.add(log);
    }

    /** Frees as many logs as one cycle may. */
    public int freeSome() {
        int freed = 0;
        while (freed < freeLimit && !toFree.isEmpty()) {
            freeNow(toFree.remove());
            freed++;
        }
        return freed;
    }

    /** Tries again to delete what could not be deleted. Called each timer pass. */
    public void onTick() {
        for (int i = Math.min(toDelete.size(), freeLimit); i > 0; i--) {
            delete(toDelete.remove());
        }
    }

    /** Frees everything, when the driver closes. The background has ended by then. */
    public void close() {
        for (Deferred<LogFile> unfinished : List.copyOf(inFlight)) {
            if (unfinished.isDone() && !unfinished.isFailed()) {
                toFree.add(take(unfinished));
            }
        }
        while (!toFree.isEmpty()) {
            freeNow(toFree.remove());
        }
        for (int i = toDelete.size(); i > 0; i--) {
            delete(toDelete.remove());
        }
    }

    private LogFile createNow(LogDescription description, boolean isSparse) {
        LogDescription.Shape shape = description.shape();
        long length = LogLayout.fileLength(shape.termLength(), shape.filePageSize());
        requireSpace(length);
        try {
            return LogFile.create(path(description), description, isSparse);
        } catch (StorageException e) {
            throw String.valueOf(e.getMessage()).contains("No space left on device") ? noSpace(length, e) : e;
        }
    }

    private Path path(LogDescription description) {
        return description.kind() == LogKind.IMAGE
                ? directory.imageLog(description.registrationId())
                : directory.publicationLog(description.registrationId());
    }

    private void requireSpace(long length) {
        try {
            check.require("a log", length);
        } catch (StorageException e) {
            throw noSpace(length, e);
        }
    }

    private static RequestRefusedException noSpace(long length, StorageException cause) {
        return new RequestRefusedException(
                ErrorCode.STORAGE_SPACE,
                "insufficient usable storage for new log of length=" + length + ": " + cause.getMessage(),
                cause);
    }

    private void freeNow(LogFile log) {
        counters.bytesMapped().getAndAdd(-log.fileLength());
        try {
            log.close();
        } finally {
            delete(log.path());
        }
    }

    private void delete(Path path) {
        if (!LogFile.delete(path)) {
            counters.freeFails().increment();
            toDelete.add(path);
        }
    }
}
