package io.tradebus.core.runtime;

import io.tradebus.core.StorageException;
import io.tradebus.core.config.BufferConfig;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.files.StorageCheck;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.channel.ChannelUri;
import io.tradebus.core.format.channel.ChannelValues;
import io.tradebus.core.format.control.ControlFileLengths;
import io.tradebus.core.format.control.ErrorCode;
import io.tradebus.core.format.log.LogLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;

/**
 * Space that a driver and the logs of some streams take, for a look at the file system before anything is created.
 *
 * @param directory of the driver
 * @param controlFileBytes of the control file
 * @param lossReportBytes of the loss report
 * @param logBytes of one log for each stream, and of requests one more, for the replies to one who asks
 * @param streams number of streams
 */
public record StorageNeed(Path directory, long controlFileBytes, long lossReportBytes, long logBytes, int streams) {
    private static final long MIB = 1 << 20;

    /**
     * Adds up what a driver with these streams needs.
     *
     * @throws io.tradebus.core.BusException if a channel cannot be read
     */
    public static StorageNeed of(DriverConfig driver, Collection<StreamDefinition> streams) {
        BufferConfig buffers = driver.buffers();
        ControlFileLengths lengths = new ControlFileLengths(
                buffers.conductorLength(),
                buffers.clientsLength(),
                driver.counters().valuesLength(),
                buffers.errorLogLength(),
                buffers.filePageSize());
        long logBytes = 0;
        for (StreamDefinition stream : streams) {
            logBytes += LogLayout.fileLength(termLength(driver, stream.channel()), buffers.filePageSize());
            ReplyAddress replies = stream.replies();
            if (replies != null) {
                logBytes += LogLayout.fileLength(termLength(driver, replies.channel()), buffers.filePageSize());
            }
        }
        return new StorageNeed(
                driver.directory(), lengths.fileLength(), buffers.lossReportLength(), logBytes, streams.size());
    }

    /** The sum in bytes. */
    public long bytes() {
        return controlFileBytes + lossReportBytes + logBytes;
    }

    /**
     * Returns when the file system below the directory has room for all of it, once what an earlier driver has left there is
     * deleted.
     *
     * @throws StorageException if it has not, with the sum, the space and three ways out
     */
    public void require() {
        long usable = usableBytes() + new DriverDirectory(directory).length();
        if (usable < bytes()) {
            throw new StorageException(problem(usable), directory, bytes(), usable);
        }
    }

    /** What the file system of the directory has left, in bytes. */
    public long usableBytes() {
        try {
            return StorageCheck.usableBytes(directory);
        } catch (IOException e) {
            throw new StorageException("cannot tell how much space is left in " + directory + ": " + e, directory, e);
        }
    }

    /** What to say when there are only {@code usableBytes}. */
    public String problem(long usableBytes) {
        return "not enough space in " + directory + ": needs " + text(bytes()) + " (control file "
                + text(controlFileBytes) + ", loss report " + text(lossReportBytes) + ", logs of " + streams
                + (streams == 1 ? " stream " : " streams ") + text(logBytes) + "), usable are " + text(usableBytes)
                + ". Do one of: use smaller terms (bus.driver.term-length, or term-length of a stream; a log takes three"
                + " terms); make the shared memory larger (a container: --shm-size); put the driver elsewhere"
                + " (bus.driver.directory)";
    }

    private static int termLength(DriverConfig driver, String channel) {
        ChannelUri uri = ChannelUri.parse(channel);
        String explicit = uri.get(ChannelParam.TERM_LENGTH);
        if (explicit != null) {
            return (int) ChannelValues.parseSize(ChannelParam.TERM_LENGTH, explicit, ErrorCode.INVALID_CHANNEL);
        }
        return uri.isIpc() ? driver.log().ipcTermLength() : driver.log().termLength();
    }

    private static String text(long bytes) {
        return bytes >= MIB ? (bytes + MIB - 1) / MIB + " MiB" : bytes + " bytes";
    }
}
