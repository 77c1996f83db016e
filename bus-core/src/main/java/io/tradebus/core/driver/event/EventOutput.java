package io.tradebus.core.driver.event;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where events are written as lines: a file, which is appended to, or a stream that somebody else closes. When that fails
 * it says so once and writes no more. Used by one thread.
 */
public final class EventOutput implements AutoCloseable {
    /** Opens what is written to. */
    @FunctionalInterface
    private interface Opener {
        OutputStream open() throws IOException;
    }

    private final Opener opener;
    private final EventFormat format;
    private final Consumer<String> warnings;
    private final boolean isOwner;
    private @Nullable BufferedWriter writer;
    private boolean hasFailed;

    private EventOutput(Opener opener, boolean isOwner, EventFormat format, Consumer<String> warnings) {
        this.opener = opener;
        this.isOwner = isOwner;
        this.format = format;
        this.warnings = warnings;
    }

    /** A file, which is created with the first event. */
    public static EventOutput file(Path file, EventFormat format, Consumer<String> warnings) {
        return new EventOutput(
                () -> Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                true,
                format,
                warnings);
    }

    public static EventOutput stream(OutputStream stream, EventFormat format, Consumer<String> warnings) {
        return new EventOutput(() -> stream, false, format, warnings);
    }

    void write(int typeId, DirectBuffer buffer, int offset) {
        if (hasFailed) {
            return;
        }
        String line = format.line(typeId, buffer, offset);
        try {
            BufferedWriter writer = this.writer;
            if (writer == null) {
                writer = new BufferedWriter(new OutputStreamWriter(opener.open(), StandardCharsets.UTF_8));
                this.writer = writer;
            }
            writer.write(line);
            writer.write('\n');
        } catch (IOException e) {
            fail(e);
        }
    }

    void flush() {
        try {
            if (writer != null && !hasFailed) {
                writer.flush();
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    @Override
    public void close() {
        flush();
        if (isOwner) {
            CloseHelper.quietClose(writer);
        }
    }

    private void fail(IOException failure) {
        hasFailed = true;
        warnings.accept("the event log cannot be written any more: " + failure);
    }
}
