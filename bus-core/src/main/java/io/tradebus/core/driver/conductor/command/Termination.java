package io.tradebus.core.driver.conductor.command;

import org.agrona.DirectBuffer;

/** Ends the driver when somebody asks for it who may. Whoever may not is not answered. */
public final class Termination {
    /** Decides who may end the driver. */
    @FunctionalInterface
    public interface Validator {
        /** Nobody may. */
        Validator DENY = new Always(false);

        /** Everybody may who can write to the driver directory. */
        Validator ALLOW = new Always(true);

        boolean mayTerminate(DirectBuffer token, int offset, int length);
    }

    /** Does not look at the token. */
    private record Always(boolean answer) implements Validator {
        @Override
        public boolean mayTerminate(DirectBuffer token, int offset, int length) {
            return answer;
        }
    }

    private final Validator validator;
    private final Runnable hook;
    private boolean isRequested;

    /** @param hook begins to end the driver; it runs once, on the conductor's thread */
    public Termination(Validator validator, Runnable hook) {
        this.validator = validator;
        this.hook = hook;
    }

    void request(DirectBuffer token, int offset, int length) {
        if (!isRequested && validator.mayTerminate(token, offset, length)) {
            isRequested = true;
            hook.run();
        }
    }
}
