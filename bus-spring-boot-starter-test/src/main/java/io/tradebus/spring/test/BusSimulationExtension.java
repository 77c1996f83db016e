package io.tradebus.spring.test;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Adds to the failure of a test with {@link BusSimulation} how it is replayed. */
final class BusSimulationExtension implements TestExecutionExceptionHandler {
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        SimulationSettings settings = SimulationSettings.of(context.getRequiredTestClass());
        if (settings != null) {
            String text = "the simulation of " + context.getDisplayName() + " had seed " + settings.seed() + "; "
                    + settings.replay();
            System.err.println(text);
            failure.addSuppressed(new SimulationFailure(text));
        }
        throw failure;
    }

    /** Is there for its text alone. */
    private static final class SimulationFailure extends RuntimeException {
        private static final long serialVersionUID = 1;

        SimulationFailure(String text) {
            super(text, null, false, false);
        }
    }
}
