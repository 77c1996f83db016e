package io.tradebus.core.files;

import io.tradebus.core.StorageException;
import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.format.control.ControlFileLayout;
import io.tradebus.core.format.control.TerminateDriverCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;

/** Asks a driver to end, without being its client. See docs/shared-memory.md#termination-request. */
public final class TerminationRequest {
    private TerminationRequest() {}

    /**
     * Sends the request. The driver answers nothing; whether it ends is for its termination policy to say.
     *
     * @param token by which the driver may decide
     * @return whether the request was handed over; false when there is no driver or its command buffer is full
     * @throws StorageException if the control file cannot be read or is of another version
     */
    public static boolean send(Path directory, DirectBuffer token, int tokenOffset, int tokenLength) {
        Path file = directory.resolve(ControlFileLayout.FILE_NAME);
        try {
            if (!Files.exists(file) || Files.size(file) <= ControlFileLayout.METADATA_LENGTH) {
                return false;
            }
            try (ControlFile control = ControlFile.map(file)) {
                return isReady(control) && send(control, token, tokenOffset, tokenLength);
            }
        } catch (IOException e) {
            throw new StorageException("cannot ask the driver in " + directory + " to end: " + e, directory, e);
        }
    }

    private static boolean isReady(ControlFile control) {
        int version = control.version();
        if (version <= ControlFileLayout.NOT_READY) {
            return false;
        }
        if (!ControlFileLayout.isReadable(version) || !control.isComplete()) {
            throw new StorageException(
                    "control file " + control.path() + " is of a version that cannot be read, or damaged",
                    control.path(),
                    null);
        }
        return true;
    }

    private static boolean send(ControlFile control, DirectBuffer token, int tokenOffset, int tokenLength) {
        ManyToOneRingBuffer ring = new ManyToOneRingBuffer(control.toDriverBuffer());
        ExpandableArrayBuffer command = new ExpandableArrayBuffer(TerminateDriverCommand.length(tokenLength));
        int length = TerminateDriverCommand.write(
                command, 0, ring.nextCorrelationId(), ring.nextCorrelationId(), token, tokenOffset, tokenLength);
        return ring.write(CommandType.TERMINATE_DRIVER, command, 0, length);
    }
}
