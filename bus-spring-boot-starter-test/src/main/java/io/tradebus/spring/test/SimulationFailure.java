package io.tradebus.spring.test;

/** Says how a failed simulation is replayed. It is added to what failed, and there for its text alone. */
final class SimulationFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private SimulationFailure(String text) {
        super(text, null, false, false);
    }

    /** Prints the seed, and adds it to the failure. */
    static void report(SimulationSettings settings, String what, Throwable failure) {
        String text = "the simulation of " + what + " had seed " + settings.seed() + "; " + settings.replay();
        System.err.println(text);
        failure.addSuppressed(new SimulationFailure(text));
    }
}
