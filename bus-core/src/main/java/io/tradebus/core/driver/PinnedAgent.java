package io.tradebus.core.driver;

import io.tradebus.core.ProcessorBinding;
import java.util.function.Consumer;
import org.agrona.concurrent.Agent;

/**
 * An agent whose thread is bound to a processor when it starts.
 *
 * @param processor number of the processor
 * @param warnings told why the thread is not bound
 */
record PinnedAgent(Agent agent, int processor, Consumer<String> warnings) implements Agent {
    @Override
    public void onStart() {
        ProcessorBinding.bindCurrentThread(roleName(), processor, warnings);
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
}
