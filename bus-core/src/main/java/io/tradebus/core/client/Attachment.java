package io.tradebus.core.client;

import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.idle.Wakeups;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.agrona.concurrent.EpochClock;

/**
 * One client at one driver, from attaching to the unmapping of the last thing it had there. When the driver is lost the
 * attachment is retired: its memory stays until nobody reads it any more. Used under the client's lock.
 */
final class Attachment {
    private final DriverLink link;
    private final long clientId;
    private final DriverCommands commands;
    private final MappedLogs logs;
    private final Liveness liveness;
    private final List<Image> draining = new ArrayList<>();
    private long retiredNs;

    /**
     * Attaches under a client id of its own.
     *
     * @throws io.tradebus.core.BusConfigurationException if the driver would give the client up between two signs of life
     */
    Attachment(ClientConfig config, DriverLink link, EpochClock epochClock, long nowNs, Wakeups wakeups) {
        link.requireLivenessAbove(config.timeouts().keepAliveIntervalNs());
        this.link = link;
        clientId = link.toDriver().nextCorrelationId();
        wakeups.addOwnClient(clientId);
        commands = new DriverCommands(link.toDriver(), clientId, wakeups.conductor());
        logs = new MappedLogs(config.preTouchMappedMemory());
        liveness = new Liveness(link, clientId, config, epochClock, nowNs);
    }

    DriverLink link() {
        return link;
    }

    long clientId() {
        return clientId;
    }

    DriverCommands commands() {
        return commands;
    }

    MappedLogs logs() {
        return logs;
    }

    Liveness liveness() {
        return liveness;
    }

    /** An image of the lost driver that still delivers what is in its log. */
    void drain(Image image) {
        image.drain();
        draining.add(image);
    }

    /** Nothing is added any more. */
    void retire(long nowNs) {
        retiredNs = nowNs;
    }

    /**
     * Ends the images of a retired attachment that have delivered everything, and unmaps what nobody uses.
     *
     * @return whether all of it is unmapped
     */
    boolean unmapRetired(Registrations registrations, long nowNs, long lingerNs) {
        Iterator<Image> images = draining.iterator();
        while (images.hasNext()) {
            Image image = images.next();
            if (image.isClosed() || image.isDrained()) {
                images.remove();
                registrations.closeImage(image, nowNs, lingerNs);
            }
        }
        logs.unmapExpired(nowNs);
        boolean isUnused = draining.isEmpty() && logs.count() == 0 && nowNs - retiredNs >= lingerNs;
        if (isUnused) {
            link.close();
        }
        return isUnused;
    }

    /**
     * Ends the images that still deliver: the driver was not dead, and may use logs and counters for others, or too many
     * drivers were lost since.
     */
    void endImages(Registrations registrations, long nowNs, long lingerNs) {
        draining.forEach(image -> registrations.closeImage(image, nowNs, lingerNs));
        draining.clear();
    }

    /** Unmaps everything, used or not. */
    void unmapAll() {
        try {
            logs.unmapAll();
        } finally {
            link.close();
        }
    }
}
