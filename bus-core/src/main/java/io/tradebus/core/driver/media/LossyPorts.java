package io.tradebus.core.driver.media;

import io.tradebus.core.config.LossConfig;
import java.util.function.LongSupplier;

/**
 * Ports that lose datagrams on purpose, to test applications. See docs/driver-behaviour.md#debug-loss-options and
 * #what-other-programs-rely-on-when-they-start-a-driver-as-a-process.
 *
 * <p>What is lost depends on what one port sends and receives and on nothing else, so that a seed repeats it whatever
 * other threads do.
 */
public final class LossyPorts implements DatagramPorts {
    private final DatagramPorts ports;
    private final LossRules rules;

    private LossyPorts(DatagramPorts ports, LossRules rules) {
        this.ports = ports;
        this.rules = rules;
    }

    /**
     * Ports that lose what the configuration says; the given ones themselves when that is nothing.
     *
     * @param seeds gives a seed where the configuration has none
     * @throws io.tradebus.core.BusConfigurationException if an interceptor is not known or cannot read its arguments
     */
    public static DatagramPorts around(DatagramPorts ports, LossConfig config, LongSupplier seeds) {
        LossRules rules = new LossRules(config, seeds);
        return rules.isEmpty() ? ports : new LossyPorts(ports, rules);
    }

    @Override
    public DatagramPort open(PortSettings settings) {
        LossRule incoming = rules.incoming(settings.role());
        LossRule outgoing = rules.outgoing(settings.role());
        DatagramPort port = ports.open(settings);
        return LossRule.NONE.equals(incoming) && LossRule.NONE.equals(outgoing)
                ? port
                : new LossyPort(port, incoming, outgoing);
    }

    @Override
    public void prepare() {
        ports.prepare();
    }

    @Override
    public PortWait newWait() {
        return ports.newWait();
    }

    @Override
    public PortPoller newPoller(PortWait wait) {
        return new WrappedPortPoller(ports.newPoller(wait));
    }

    @Override
    public PortPoller newPoller() {
        return new WrappedPortPoller(ports.newPoller());
    }

    @Override
    public SocketBufferLimits probe() {
        return ports.probe();
    }
}
