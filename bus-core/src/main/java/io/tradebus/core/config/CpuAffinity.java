package io.tradebus.core.config;

/**
 * The processors to which threads are bound.
 *
 * @param conductor processor from 0 to 255, or -1 for any
 * @param sender processor from 0 to 255, or -1 for any
 * @param receiver processor from 0 to 255, or -1 for any
 */
public record CpuAffinity(int conductor, int sender, int receiver) {
    /** What holds when nothing is set. */
    public static final CpuAffinity DEFAULT = new CpuAffinity(-1, -1, -1);

    public CpuAffinity {
        Require.inRange("conductor", conductor, -1, 255);
        Require.inRange("sender", sender, -1, 255);
        Require.inRange("receiver", receiver, -1, 255);
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
