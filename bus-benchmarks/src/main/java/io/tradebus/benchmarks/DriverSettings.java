package io.tradebus.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a driver is told, by the names that drivers of both makers know.
 *
 * @param properties values by name, in the order in which they are shown
 */
record DriverSettings(Map<String, String> properties) {
    /** One thread does everything; all else is as the driver has it. */
    static final DriverSettings DEFAULT = new DriverSettings(Map.of("aeron.threading.mode", "SHARED"));

    private static final int SOCKET_BUFFER_LENGTH = 2 << 20;

    /** For UDP: as above, with socket buffers that hold a whole window of small datagrams. */
    static DriverSettings forUdp(Waiting waiting, int windowLength) {
        Map<String, String> properties = new LinkedHashMap<>(DEFAULT.properties);
        properties.put("aeron.shared.idle.strategy", waiting.strategyName());
        properties.put("aeron.rcv.initial.window.length", Integer.toString(windowLength));
        properties.put("aeron.socket.so_rcvbuf", Integer.toString(SOCKET_BUFFER_LENGTH));
        properties.put("aeron.socket.so_sndbuf", Integer.toString(SOCKET_BUFFER_LENGTH));
        return new DriverSettings(properties);
    }
}
