package io.tradebus.core.config;

/**
 * The sections of the control file, and the files beside it.
 *
 * @param conductorLength command buffer from clients to the driver, bytes; a power of two of at least 1 MiB, plus 768
 * @param clientsLength event buffer from the driver to clients, bytes; a power of two of at least 1 MiB, plus 128
 * @param errorLogLength distinct error log in bytes, at least 4 MiB
 * @param lossReportLength loss report in bytes, at least 1 MiB; rounded up to the page size
 * @param filePageSize alignment of all files in bytes; a power of two from 4 KiB to 1 GiB
 */
public record BufferConfig(
        int conductorLength, int clientsLength, int errorLogLength, int lossReportLength, int filePageSize) {
    /** What holds when nothing is set. */
    public static final BufferConfig DEFAULT =
            new BufferConfig((1 << 20) + 768, (1 << 20) + 128, 4 << 20, 1 << 20, 4096);

    public BufferConfig {
        Require.powerOfTwoPlus("conductorLength", conductorLength, 1 << 20, 768);
        Require.powerOfTwoPlus("clientsLength", clientsLength, 1 << 20, 128);
        Require.atLeast("errorLogLength", errorLogLength, 4 << 20);
        Require.atLeast("lossReportLength", lossReportLength, 1 << 20);
        Require.powerOfTwo("filePageSize", filePageSize, 4096, 1 << 30);
    }

    public BufferConfig withConductorLength(int conductorLength) {
        return new BufferConfig(conductorLength, clientsLength, errorLogLength, lossReportLength, filePageSize);
    }

    public BufferConfig withClientsLength(int clientsLength) {
        return new BufferConfig(conductorLength, clientsLength, errorLogLength, lossReportLength, filePageSize);
    }

    public BufferConfig withErrorLogLength(int errorLogLength) {
        return new BufferConfig(conductorLength, clientsLength, errorLogLength, lossReportLength, filePageSize);
    }

    public BufferConfig withLossReportLength(int lossReportLength) {
        return new BufferConfig(conductorLength, clientsLength, errorLogLength, lossReportLength, filePageSize);
    }

    public BufferConfig withFilePageSize(int filePageSize) {
        return new BufferConfig(conductorLength, clientsLength, errorLogLength, lossReportLength, filePageSize);
    }
}
