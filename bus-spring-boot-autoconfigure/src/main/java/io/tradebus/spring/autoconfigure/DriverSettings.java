package io.tradebus.spring.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which settings of the driver are set although the mode makes nothing of them. */
final class DriverSettings {
    private static final String PREFIX = "bus.driver.";

    private DriverSettings() {}

    /** The names of settings that only a driver in this process has. */
    static List<String> ofEmbedded(DriverProperties driver) {
        Map<String, @Nullable Object> settings = new LinkedHashMap<>();
        settings.put("delete-on-start", driver.deleteOnStart());
        settings.put("delete-on-stop", driver.deleteOnStop());
        settings.put("threading", driver.threading());
        settings.put("idle-strategy", driver.idleStrategy());
        settings.put("conductor.idle-strategy", driver.conductor().idleStrategy());
        settings.put("sender.idle-strategy", driver.sender().idleStrategy());
        settings.put("receiver.idle-strategy", driver.receiver().idleStrategy());
        settings.put("publication-linger", driver.publicationLinger());
        settings.put("image-liveness-timeout", driver.imageLivenessTimeout());
        settings.put("unblock-timeout", driver.unblockTimeout());
        settings.put("term-length", driver.termLength());
        settings.put("mtu", driver.mtu());
        settings.put("ipc-mtu", driver.ipcMtu());
        settings.put("sparse-files", driver.sparseFiles());
        settings.put("storage-check", driver.storageCheck());
        settings.put("counters-buffer", driver.countersBuffer());
        settings.put("error-buffer", driver.errorBuffer());
        settings.put("socket.send-buffer", driver.socket().sendBuffer());
        settings.put("socket.receive-buffer", driver.socket().receiveBuffer());
        settings.put("socket.multicast-ttl", driver.socket().multicastTtl());
        settings.put("flow-control.unicast", driver.flowControl().unicast());
        settings.put("flow-control.multicast", driver.flowControl().multicast());
        settings.put("nak-outstanding", driver.nakOutstanding());
        settings.put("datagram-io", driver.datagramIo());
        settings.put("options", driver.options().isEmpty() ? null : driver.options());
        List<String> present = new ArrayList<>();
        settings.forEach((name, value) -> {
            if (value != null) {
                present.add(PREFIX + name);
            }
        });
        return present;
    }
}
