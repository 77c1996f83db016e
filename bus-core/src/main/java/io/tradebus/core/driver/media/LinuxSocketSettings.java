package io.tradebus.core.driver.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What Linux says about buffers of sockets in its settings: the same that a socket would say, without the many classes that
 * Java takes for a first socket. A driver whose streams all stay on the machine needs none.
 *
 * <p>Nothing is known where the settings cannot be read, as in some containers; where what the kernel makes of them is not certain,
 * as in old ones; and in what only looks like Linux, which says that it is an old one.
 */
final class LinuxSocketSettings {
    private static final Path ROOT = Path.of("/proc/sys");

    /** The first version of the kernel from which on the settings are trusted. */
    private static final long LEAST_VERSION = 5;

    /** The kernel keeps twice what is asked for; what it makes of less or of more than these depends on its version. */
    private static final long LEAST_LENGTH = 8 << 10;

    private static final long LARGEST_LENGTH = Integer.MAX_VALUE / 2;

    private static final int MAX_TEXT_LENGTH = 64;
    private static final long UNKNOWN = -1;

    private LinuxSocketSettings() {}

    /** What the settings of this machine say, or null. */
    static @Nullable SocketBufferLimits read() {
        return read(ROOT);
    }

    static @Nullable SocketBufferLimits read(Path root) {
        if (leadingNumber(root.resolve("kernel/osrelease")) < LEAST_VERSION) {
            return null;
        }
        Path directory = root.resolve("net/core");
        long defaultSend = length(directory.resolve("wmem_default"));
        long maxSend = length(directory.resolve("wmem_max"));
        long defaultReceive = length(directory.resolve("rmem_default"));
        long maxReceive = length(directory.resolve("rmem_max"));
        if (defaultSend == UNKNOWN || maxSend == UNKNOWN || defaultReceive == UNKNOWN || maxReceive == UNKNOWN) {
            return null;
        }
        // A default is what the kernel keeps, of which Java tells half; the most is what may be asked for.
        return new SocketBufferLimits((int) defaultSend / 2, (int) maxSend, (int) defaultReceive / 2, (int) maxReceive);
    }

    private static long length(Path file) {
        long length = leadingNumber(file);
        return length < LEAST_LENGTH || length > LARGEST_LENGTH ? UNKNOWN : length;
    }

    /** The digits with which a file begins. */
    private static long leadingNumber(Path file) {
        byte[] text = new byte[MAX_TEXT_LENGTH];
        // With one read: Linux gives such a file from its begin only, and whoever asks for its size first is told 0.
        try (InputStream in = Files.newInputStream(file)) {
            int length = in.read(text);
            int end = 0;
            while (end < length && text[end] >= '0' && text[end] <= '9') {
                end++;
            }
            return Long.parseLong(new String(text, 0, end, StandardCharsets.US_ASCII));
        } catch (IOException | NumberFormatException e) {
            return UNKNOWN;
        }
    }
}
