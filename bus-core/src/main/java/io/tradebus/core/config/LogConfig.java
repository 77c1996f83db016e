package io.tradebus.core.config;

/**
 * How logs are laid out in memory and on disk, and how long a message may be.
 *
 * @param termLength length of each of the three terms of a network log in bytes; a power of two from 64 KiB to 1 GiB
 * @param ipcTermLength the same for a log within this machine
 * @param termWindowLength bytes a network publication may be ahead of its receivers; 0 for half a term, which is also
 *     the most
 * @param ipcTermWindowLength the same within this machine
 * @param mtuLength largest datagram in bytes, headers included; a multiple of 32 from 64 to 65504
 * @param ipcMtuLength the same for a frame within this machine
 * @param sparse whether files are created without touching their pages
 */
public record LogConfig(
        int termLength,
        int ipcTermLength,
        int termWindowLength,
        int ipcTermWindowLength,
        int mtuLength,
        int ipcMtuLength,
        boolean sparse) {
    /** What holds when nothing is set. */
    public static final LogConfig DEFAULT = new LogConfig(16 << 20, 64 << 20, 0, 0, 1408, 1408, true);

    public LogConfig {
        Require.termLength("termLength", termLength);
        Require.termLength("ipcTermLength", ipcTermLength);
        Require.atLeast("termWindowLength", termWindowLength, 0);
        Require.atLeast("ipcTermWindowLength", ipcTermWindowLength, 0);
        Require.mtu("mtuLength", mtuLength);
        Require.mtu("ipcMtuLength", ipcMtuLength);
    }

    public LogConfig withTermLength(int termLength) {
        return new LogConfig(
                termLength, ipcTermLength, termWindowLength, ipcTermWindowLength, mtuLength, ipcMtuLength, sparse);
    }

    public LogConfig withIpcTermLength(int ipcTermLength) {
        return new LogConfig(
                termLength, ipcTermLength, termWindowLength, ipcTermWindowLength, mtuLength, ipcMtuLength, sparse);
    }

    public LogConfig withTermWindowLength(int termWindowLength) {
        return new LogConfig(
                termLength, ipcTermLength, termWindowLength, ipcTermWindowLength, mtuLength, ipcMtuLength, sparse);
    }

    public LogConfig withIpcTermWindowLength(int ipcTermWindowLength) {
        return new LogConfig(
                termLength, ipcTermLength, termWindowLength, ipcTermWindowLength, mtuLength, ipcMtuLength, sparse);
    }

    public LogConfig withMtuLength(int mtuLength) {
        return new LogConfig(
                termLength, ipcTermLength, termWindowLength, ipcTermWindowLength, mtuLength, ipcMtuLength, sparse);
    }

    public LogConfig withIpcMtuLength(int ipcMtuLength) {
        return new LogConfig(
                termLength, ipcTermLength, termWindowLength, ipcTermWindowLength, mtuLength, ipcMtuLength, sparse);
    }

    public LogConfig withSparse(boolean sparse) {
        return new LogConfig(
                termLength, ipcTermLength, termWindowLength, ipcTermWindowLength, mtuLength, ipcMtuLength, sparse);
    }
}
