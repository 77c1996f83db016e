package io.tradebus.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Binds threads to processors. Java cannot do that, so the system's {@code taskset} is asked to; where there is none, as on
 * anything but Linux, a thread runs unbound and somebody is warned.
 */
public final class ProcessorBinding {
    private static final long LIMIT_S = 5;
    private static final Path THREAD = Path.of("/proc/thread-self");

    private ProcessorBinding() {}

    /**
     * Binds the current thread; takes some milliseconds, as a program is started.
     *
     * @param name of the thread, for the warning
     * @param processor number of the processor
     * @param warnings told why the thread is not bound
     */
    public static void bindCurrentThread(String name, int processor, Consumer<String> warnings) {
        String problem;
        try {
            problem = bind(processor);
        } catch (IOException e) {
            problem = e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problem = "interrupted";
        }
        if (!problem.isEmpty()) {
            warnings.accept("the thread " + name + " is not bound to processor " + processor + ": " + problem);
        }
    }

    private static String bind(int processor) throws IOException, InterruptedException {
        String threadId = String.valueOf(Files.readSymbolicLink(THREAD).getFileName());
        Process process = new ProcessBuilder("taskset", "-c", "-p", Integer.toString(processor), threadId)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return "taskset did not end";
        } else if (process.exitValue() != 0) {
            return "taskset refused, the machine has " + Runtime.getRuntime().availableProcessors() + " processors";
        }
        return "";
    }
}
