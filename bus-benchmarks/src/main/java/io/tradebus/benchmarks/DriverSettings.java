package io.tradebus.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a driver is told, by the names that drivers of all makers know.
 *
 * @param properties values by name, in the order in which they are shown
 */
record DriverSettings(Map<String, String> properties) {
    /** All is as the driver has it. */
    static final DriverSettings NONE = new DriverSettings(Map.of());

    private static final int SOCKET_BUFFER_LENGTH = 2 << 20;

    /** With socket buffers that hold a whole window of small datagrams. */
    static DriverSettings of(Threading threading, Waiting waiting, int windowLength) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("aeron.threading.mode", threading.name());
        for (String thread : threading.threads()) {
            properties.put("aeron." + thread + ".idle.strategy", waiting.strategyName());
        }
        properties.put("aeron.rcv.initial.window.length", Integer.toString(windowLength));
        properties.put("aeron.socket.so_rcvbuf", Integer.toString(SOCKET_BUFFER_LENGTH));
        properties.put("aeron.socket.so_sndbuf", Integer.toString(SOCKET_BUFFER_LENGTH));
        return new DriverSettings(properties);
    }

    /** These, and one more or another value of it. */
    DriverSettings with(String name, String value) {
        return withAll(Map.of(name, value));
    }

    /** These, and some more or other values of them. */
    DriverSettings withAll(Map<String, String> others) {
        Map<String, String> changed = new LinkedHashMap<>(properties);
        changed.putAll(others);
        return new DriverSettings(changed);
    }
}
