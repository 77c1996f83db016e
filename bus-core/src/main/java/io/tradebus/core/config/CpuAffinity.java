package io.tradebus.core.config;

/**
 * The processors to which threads are bound.
 *
 * @param conductor processor from 0 to 255, or -1 for any
 * @param sender processor from 0 to 255, or -1 for any
 * @param receiver processor from 0 to 255, or -1 for any
 */
public record CpuAffinity(int conductor, int sender, int receiver) {
    /** In place of a processor: the thread is not bound. */
    public static final int ANY = -1;

    /** What holds when nothing is set. */
    public static final CpuAffinity DEFAULT = new CpuAffinity(ANY, ANY, ANY);

    public CpuAffinity {
        Require.inRange("conductor", conductor, ANY, 255);
        Require.inRange("sender", sender, ANY, 255);
        Require.inRange("receiver", receiver, ANY, 255);
    }

    public CpuAffinity withConductor(int conductor) {
        return new CpuAffinity(conductor, sender, receiver);
    }

    public CpuAffinity withSender(int sender) {
        return new CpuAffinity(conductor, sender, receiver);
    }

    public CpuAffinity withReceiver(int receiver) {
        return new CpuAffinity(conductor, sender, receiver);
    }
}
