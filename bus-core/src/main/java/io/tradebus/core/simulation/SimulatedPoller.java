package io.tradebus.core.simulation;

import io.tradebus.core.driver.media.DatagramHandler;
import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.driver.media.PortPoller;
import java.util.LinkedHashMap;
import java.util.Map;

/** Receives from ports in the order in which they were added. */
final class SimulatedPoller implements PortPoller {
    private final Map<DatagramPort, DatagramHandler> handlers = new LinkedHashMap<>();

    @Override
    public void add(DatagramPort port, DatagramHandler handler) {
        handlers.put(port, handler);
    }

    @Override
    public void remove(DatagramPort port) {
        handlers.remove(port);
    }

    @Override
    public int poll(int datagramsPerPort) {
        int bytes = 0;
        for (Map.Entry<DatagramPort, DatagramHandler> each : handlers.entrySet()) {
            bytes += each.getKey().receive(each.getValue(), datagramsPerPort);
        }
        return bytes;
    }

    @Override
    public void close() {
        handlers.clear();
    }
}
