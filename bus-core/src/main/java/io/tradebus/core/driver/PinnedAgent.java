package io.tradebus.core.driver;

import io.tradebus.core.config.CpuAffinity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.concurrent.Agent;

/**
 * An agent whose thread is bound to a processor when it starts. Java cannot do that, so the system's {@code taskset} is
 * asked to; where there is none, as on anything but Linux, the agent runs unbound and somebody is warned.
 *
 * @param processor number of the processor
 * @param warnings told why the thread is not bound
 */
record PinnedAgent(Agent agent, int processor, Consumer<String> warnings) implements Agent {
    private static final long LIMIT_S = 5;
    private static final Path THREAD = Path.of("/proc/thread-self");

    /** The agent itself if its thread may run anywhere. */
    static Agent on(int processor, Agent agent, Consumer<String> warnings) {
        return processor == CpuAffinity.ANY ? agent : new PinnedAgent(agent, processor, warnings);
    }

    @Override
    public void onStart() {
        try {
            bind();
        } catch (IOException e) {
            warn(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            warn("interrupted");
        }
        agent.onStart();
    }

    @Override
    public int doWork() throws Exception {
        return agent.doWork();
    }

    @Override
    public void onClose() {
        agent.onClose();
    }

    @Override
    public String roleName() {
        return agent.roleName();
    }

    private void bind() throws IOException, InterruptedException {
        String threadId = String.valueOf(Files.readSymbolicLink(THREAD).getFileName());
        Process process = new ProcessBuilder("taskset", "-c", "-p", Integer.toString(processor), threadId)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            warn("taskset did not end");
        } else if (process.exitValue() != 0) {
            warn("taskset refused, the machine has " + Runtime.getRuntime().availableProcessors() + " processors");
        }
    }

    private void warn(String reason) {
        warnings.accept("the thread " + roleName() + " is not bound to processor " + processor + ": " + reason);
    }
}
