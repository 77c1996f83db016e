package io.tradebus.spring.test;

import io.tradebus.core.BusConfigurationException;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Adds to the failure of a method with {@link BusSimulation} how it is replayed, be it a test or one that runs before or
 * after tests; and refuses a test without a bus that could be simulated.
 */
final class BusSimulationExtension
        implements BeforeEachCallback, TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
    @Override
    public void beforeEach(ExtensionContext context) {
        Class<?> test = context.getRequiredTestClass();
        if (!TestContextAnnotationUtils.hasAnnotation(test, AutoConfigureBus.class)) {
            throw new BusConfigurationException("@BusSimulation on " + test.getName()
                    + " simulates nothing without a bus that the test runs; put @BusTest beside it");
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw reported(context, failure);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw reported(context, failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw reported(context, failure);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw reported(context, failure);
    }

    @Override
    public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw reported(context, failure);
    }

    private static Throwable reported(ExtensionContext context, Throwable failure) {
        SimulationSettings settings = SimulationSettings.of(context.getRequiredTestClass());
        if (settings != null) {
            SimulationFailure.report(settings, context.getDisplayName(), failure);
        }
        return failure;
    }
}
