package io.tradebus.core.tools;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The terminal of this process, whose size {@code stty} tells: Java has no means of its own. */
final class SystemTerminal implements Terminal {
    private static final File DEVICE = new File("/dev/tty");
    private static final long LIMIT_MS = 500;

    private boolean isUnknown;

    /** The terminal that standard input and output are; null if they are something else. */
    static @Nullable Terminal find() {
        return isTerminal() ? new SystemTerminal() : null;
    }

    @Override
    public Size size() {
        if (isUnknown) {
            return Size.UNKNOWN;
        }
        Size size = ask();
        isUnknown = size.equals(Size.UNKNOWN);
        return size;
    }

    /** Reads what {@code stty size} prints: rows and columns, both 0 when it does not know. */
    static Size parse(String text) {
        String[] numbers = text.strip().split(" ", -1);
        try {
            int rows = numbers.length == 2 ? Integer.parseInt(numbers[0]) : 0;
            int columns = numbers.length == 2 ? Integer.parseInt(numbers[1]) : 0;
            return rows > 1 && columns > 0 ? new Size(rows, columns) : Size.UNKNOWN;
        } catch (NumberFormatException e) {
            return Size.UNKNOWN;
        }
    }

    private static Size ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(DEVICE)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(LIMIT_MS, TimeUnit.MILLISECONDS)) {
                stty.destroy();
                return Size.UNKNOWN;
            }
            return parse(new String(stty.getInputStream().readAllBytes(), US_ASCII));
        } catch (IOException e) {
            return Size.UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Size.UNKNOWN;
        }
    }

    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From JDK 22 on there is a console without a terminal too, and a method that tells them apart.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
