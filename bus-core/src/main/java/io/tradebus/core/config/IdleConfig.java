package io.tradebus.core.config;

/**
 * What each thread does when there is nothing to do.
 *
 * @param conductor the conductor
 * @param sender the sender, {@link ThreadingMode#DEDICATED}
 * @param receiver the receiver, {@link ThreadingMode#DEDICATED}
 * @param sharedNetwork sender and receiver, {@link ThreadingMode#SHARED_NETWORK}
 * @param shared the only thread of {@link ThreadingMode#SHARED}
 * @param asyncExecutor the thread for what may take long
 */
public record IdleConfig(
        IdleSettings conductor,
        IdleSettings sender,
        IdleSettings receiver,
        IdleSettings sharedNetwork,
        IdleSettings shared,
        IdleSettings asyncExecutor) {
    /** What holds when nothing is set. */
    public static final IdleConfig DEFAULT = new IdleConfig(
            IdleSettings.BACKOFF,
            IdleSettings.BACKOFF,
            IdleSettings.BACKOFF,
            IdleSettings.BACKOFF,
            IdleSettings.BACKOFF,
            new IdleSettings("sleep-ns", "1ms"));

    public IdleConfig withConductor(IdleSettings conductor) {
        return new IdleConfig(conductor, sender, receiver, sharedNetwork, shared, asyncExecutor);
    }

    public IdleConfig withSender(IdleSettings sender) {
        return new IdleConfig(conductor, sender, receiver, sharedNetwork, shared, asyncExecutor);
    }

    public IdleConfig withReceiver(IdleSettings receiver) {
        return new IdleConfig(conductor, sender, receiver, sharedNetwork, shared, asyncExecutor);
    }

    public IdleConfig withSharedNetwork(IdleSettings sharedNetwork) {
        return new IdleConfig(conductor, sender, receiver, sharedNetwork, shared, asyncExecutor);
    }

    public IdleConfig withShared(IdleSettings shared) {
        return new IdleConfig(conductor, sender, receiver, sharedNetwork, shared, asyncExecutor);
    }

    public IdleConfig withAsyncExecutor(IdleSettings asyncExecutor) {
        return new IdleConfig(conductor, sender, receiver, sharedNetwork, shared, asyncExecutor);
    }
}
