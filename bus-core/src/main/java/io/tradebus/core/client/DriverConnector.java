package io.tradebus.core.client;

import io.tradebus.core.BusException;
import io.tradebus.core.DriverUnavailableException;
import io.tradebus.core.files.ControlFile;
import io.tradebus.core.format.control.ControlFileLayout;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.SemanticVersion;
import org.agrona.concurrent.EpochClock;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a driver to be there and alive, as docs/shared-memory.md#client-connect says step by step.
 *
 * <p>A driver may be starting, stopping or gone while this looks: each look either finds a reason to wait, which is kept
 * for the message of the failure, or a link.
 */
final class DriverConnector {
    /** Pauses the calling thread. */
    @FunctionalInterface
    interface Pause {
        void pauseMs(long milliseconds);
    }

    private static final class Parking implements Pause {
        @Override
        public void pauseMs(long milliseconds) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(milliseconds));
            if (Thread.currentThread().isInterrupted()) {
                throw new BusException("interrupted while waiting for a driver");
            }
        }
    }

    private static final long NO_FILE_PAUSE_MS = 16;
    private static final long NOT_READY_PAUSE_MS = 1;
    private static final long STALE_PAUSE_MS = 100;

    private final Path directory;
    private final Path path;
    private final long driverTimeoutMs;
    private final EpochClock clock;
    private final Pause pause;
    private final long deadlineMs;
    private long lastHeartbeatMs = DriverUnavailableException.NO_HEARTBEAT;

    DriverConnector(Path directory, long driverTimeoutMs, EpochClock clock) {
        this(directory, driverTimeoutMs, clock, new Parking());
    }

    DriverConnector(Path directory, long driverTimeoutMs, EpochClock clock, Pause pause) {
        this.directory = directory;
        this.path = directory.resolve(ControlFileLayout.FILE_NAME);
        this.driverTimeoutMs = driverTimeoutMs;
        this.clock = clock;
        this.pause = pause;
        deadlineMs = clock.time() + driverTimeoutMs;
    }

    /**
     * Returns the link to a driver that is alive.
     *
     * @throws DriverUnavailableException if there is none within the driver timeout
     * @throws BusException if the driver speaks another version, or its file cannot be read
     */
    DriverLink connect() {
        while (true) {
            ControlFile file = open();
            if (file != null) {
                DriverLink link = linkTo(file);
                if (link != null) {
                    return link;
                }
            }
        }
    }

    /**
     * Looks once and does not wait; null when no driver is alive there.
     *
     * @throws BusException if there is a driver of another version
     */
    @Nullable DriverLink look() {
        if (lengthOfFile() < ControlFileLayout.METADATA_LENGTH) {
            return null;
        }
        DriverLink link = null;
        ControlFile file = null;
        try {
            file = ControlFile.map(path);
            if (file.version() != ControlFileLayout.NOT_READY) {
                requireUsable(file.version());
                link = file.isComplete() && isAlive(file.heartbeatMs()) ? new DriverLink(file) : null;
            }
            return link;
        } catch (IOException e) {
            // It went away, or grows just now.
            return null;
        } finally {
            if (link == null && file != null) {
                file.close();
            }
        }
    }

    /** Steps 1 to 4: null when the file was not there, too short or in somebody else's hands. */
    private @Nullable ControlFile open() {
        if (lengthOfFile() < ControlFileLayout.METADATA_LENGTH) {
            waitOrFail(NO_FILE_PAUSE_MS, "no driver is running: there is no " + path, "start a driver there");
            return null;
        }
        try {
            return ControlFile.map(path);
        } catch (NoSuchFileException e) {
            waitOrFail(0, "no driver is running: " + path + " went away", "start a driver there");
        } catch (AccessDeniedException e) {
            waitOrFail(
                    NOT_READY_PAUSE_MS,
                    "access to " + path + " is denied",
                    "run driver and client as the same user, or give the client's user read and write access");
        } catch (IOException e) {
            if (lengthOfFile() >= ControlFileLayout.METADATA_LENGTH) {
                throw new BusException("cannot map " + path + ": " + e, e);
            }
            waitOrFail(NO_FILE_PAUSE_MS, path + " is not filled yet", "look at the log of the driver that creates it");
        }
        return null;
    }

    /** Steps 4 to 9: null when the file belongs to a driver that is gone, and another may come. */
    private @Nullable DriverLink linkTo(ControlFile file) {
        DriverLink link = null;
        try {
            awaitVersion(file);
            if (!file.isComplete()) {
                pause.pauseMs(NOT_READY_PAUSE_MS);
                failAfterDeadline(path + " is shorter than the driver says", "restart the driver");
                return null;
            }
            awaitHeartbeat(file);
            long heartbeatMs = file.heartbeatMs();
            if (isAlive(heartbeatMs)) {
                link = new DriverLink(file);
                return link;
            }
            lastHeartbeatMs = heartbeatMs;
        } finally {
            if (link == null) {
                file.close();
            }
        }
        waitOrFail(STALE_PAUSE_MS, "the driver is not running any more", "start it again");
        return null;
    }

    private void awaitVersion(ControlFile file) {
        while (file.version() == ControlFileLayout.NOT_READY) {
            waitOrFail(
                    NOT_READY_PAUSE_MS,
                    "a driver was starting but did not finish " + path,
                    "look at the log of the driver");
        }
        requireUsable(file.version());
    }

    private boolean isAlive(long heartbeatMs) {
        return heartbeatMs > 0 && heartbeatMs >= clock.time() - driverTimeoutMs;
    }

    private void requireUsable(int version) {
        if (!ControlFileLayout.isUsableByClient(version)) {
            throw new BusException("the driver in " + directory + " uses version " + SemanticVersion.toString(version)
                    + " of " + ControlFileLayout.FILE_NAME + ", this client needs "
                    + SemanticVersion.toString(ControlFileLayout.FILE_VERSION)
                    + " or a later one of the same major version; update the older of the two");
        }
    }

    private void awaitHeartbeat(ControlFile file) {
        while (file.heartbeatMs() == 0) {
            waitOrFail(
                    NOT_READY_PAUSE_MS, "a driver was starting but never showed life", "look at the log of the driver");
        }
    }

    private int lengthOfFile() {
        try {
            return (int) Math.min(Files.size(path), Integer.MAX_VALUE);
        } catch (IOException e) {
            return 0;
        }
    }

    private void waitOrFail(long pauseMs, String problem, String fix) {
        failAfterDeadline(problem, fix);
        if (pauseMs > 0) {
            pause.pauseMs(pauseMs);
        }
    }

    private void failAfterDeadline(String problem, String fix) {
        long nowMs = clock.time();
        if (nowMs - deadlineMs > 0) {
            long ageMs = lastHeartbeatMs > 0 ? nowMs - lastHeartbeatMs : DriverUnavailableException.NO_HEARTBEAT;
            throw new DriverUnavailableException(
                    problem + "; waited " + driverTimeoutMs + " ms", directory, ageMs, fix);
        }
    }
}
