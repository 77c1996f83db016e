package io.tradebus.spring.core;

import io.tradebus.core.runtime.RuntimeClocks;
import org.agrona.concurrent.IdleStrategy;

/** Waits by letting the clock go on: for calls that wait while a test runs the bus. */
final class PausingIdleStrategy implements IdleStrategy {
    private static final long PAUSE_NS = 1_000_000;

    private final RuntimeClocks.Pause pause;

    PausingIdleStrategy(RuntimeClocks.Pause pause) {
        this.pause = pause;
    }

    @Override
    public void idle(int workCount) {
        if (workCount <= 0) {
            idle();
        }
    }

    @Override
    public void idle() {
        pause.pause(PAUSE_NS);
    }

    @Override
    public void reset() {
        // Each pause is as long as any other.
    }
}
