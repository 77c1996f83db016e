package io.tradebus.core.driver.media;

import io.tradebus.core.format.channel.ChannelException;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.channel.ChannelUri;
import io.tradebus.core.format.channel.HostAndPort;
import io.tradebus.core.format.channel.InterfaceSpec;
import io.tradebus.core.format.channel.NetworkParams;
import io.tradebus.core.format.control.ErrorCode;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what channels mean: resolves names, finds interfaces, tells groups from single hosts. One for each driver,
 * since channels without an address of their own are numbered.
 *
 * <p>May wait for the network, so it is used on a background thread; safe for several.
 */
public final class ChannelResolver {
    private final AtomicLong uniqueNumbers = new AtomicLong();
    private final NameLookup names;
    private final InterfaceSearch interfaces;
    private final @Nullable DatagramPorts ports;

    /** Made with the first channel that needs one, since Java takes many classes for a first address. */
    private static final class Wildcards {
        static final InetAddress IPV4 = numeric(new byte[4]);
        static final InetAddress IPV6 = numeric(new byte[16]);
    }

    public ChannelResolver(NameLookup names, InterfaceSearch interfaces) {
        this(names, interfaces, null);
    }

    /** @param ports prepared by each channel to single hosts, here where it may take long; or null */
    public ChannelResolver(NameLookup names, InterfaceSearch interfaces, @Nullable DatagramPorts ports) {
        this.names = names;
        this.interfaces = interfaces;
        this.ports = ports;
    }

    /**
     * The channel of a publication or a subscription.
     *
     * @throws ChannelException with the code and text for the client
     */
    public UdpChannel channel(ChannelUri uri) {
        return resolve(uri, false);
    }

    /**
     * The channel of a destination of a subscription. Unlike other channels, two of them are equal even when the system
     * is to choose their ports.
     *
     * @throws ChannelException with the code and text for the client
     */
    public UdpChannel destination(ChannelUri uri) {
        return resolve(uri, true);
    }

    /**
     * The address of a destination of a publication; not resolved if its host is not known now, since it may be later.
     *
     * @throws ChannelException if the channel is no send destination, whatever its host
     */
    public InetSocketAddress sendDestination(ChannelUri uri) {
        HostAndPort endpoint = HostAndPort.of(uri, ChannelParam.ENDPOINT);
        if (endpoint == null) {
            throw invalid("a send destination must have an endpoint, channel=" + uri);
        }
        InetAddress host = names.lookUp(endpoint.host(), ChannelParam.ENDPOINT, false);
        return host == null
                ? InetSocketAddress.createUnresolved(endpoint.host(), endpoint.port())
                : new InetSocketAddress(host, endpoint.port());
    }

    /**
     * Looks up again what was found before.
     *
     * @param param the parameter that names it
     * @return where it is now, or null if it is not known any more
     */
    public @Nullable InetSocketAddress lookUpAgain(HostAndPort name, ChannelParam param) {
        InetAddress host = names.lookUp(name.host(), param, true);
        return host == null ? null : new InetSocketAddress(host, name.port());
    }

    private UdpChannel resolve(ChannelUri uri, boolean isDestination) {
        NetworkParams params = NetworkParams.of(uri);
        NetworkParams.Addresses named = params.addresses();
        InetSocketAddress endpoint = address(named.endpoint(), ChannelParam.ENDPOINT);
        if (endpoint != null && endpoint.getAddress().isMulticastAddress()) {
            return multicast(uri, params, endpoint, isDestination);
        }
        if (ports != null) {
            ports.prepare();
        }
        InetSocketAddress control = address(named.control(), ChannelParam.CONTROL);
        InetAddress family = wildcardLike(endpoint != null ? endpoint : control);
        InetSocketAddress remote = endpoint == null ? new InetSocketAddress(family, 0) : endpoint;
        InetSocketAddress local =
                control == null ? unicastInterface(named.localInterface(), remote.getAddress()) : control;
        String form = form(
                uri.get(ChannelParam.CONTROL, AddressText.of(local)),
                uri.get(ChannelParam.ENDPOINT, AddressText.of(remote)),
                params,
                isDestination);
        return new UdpChannel(uri, params, new UdpChannel.Addresses(remote, local, control), null, form);
    }

    private UdpChannel multicast(ChannelUri uri, NetworkParams params, InetSocketAddress data, boolean isDestination) {
        InetSocketAddress control = controlGroup(data);
        InterfaceChoice choice = groupInterface(params.addresses().localInterface(), data.getAddress());
        InetSocketAddress local = new InetSocketAddress(choice.address(), interfacePort(params));
        UdpChannel.Group group = new UdpChannel.Group(choice.networkInterface(), NetworkParams.multicastTtl(uri));
        String form = form(AddressText.of(local), AddressText.of(data), params, isDestination);
        return new UdpChannel(uri, params, new UdpChannel.Addresses(data, local, control), group, form);
    }

    /** The group next to that of the data, at the same port. */
    private static InetSocketAddress controlGroup(InetSocketAddress data) {
        byte[] address = data.getAddress().getAddress();
        int last = address.length - 1;
        if ((address[last] & 1) == 0) {
            throw invalid("multicast data address must be odd: endpoint=" + AddressText.of(data));
        }
        address[last]++;
        return new InetSocketAddress(numeric(address), data.getPort());
    }

    private InterfaceChoice groupInterface(@Nullable String text, InetAddress group) {
        if (text != null) {
            return explicitInterface(InterfaceSpec.parse(text), group);
        }
        InterfaceChoice choice = InterfaceChoice.inNetworkOf(wildcardOf(group), 0, interfaces.all());
        if (choice == null) {
            choice = InterfaceChoice.inNetworkOf(Wildcards.IPV4, 0, interfaces.all());
        }
        return found(choice, AddressText.of(wildcardOf(group)) + "/0");
    }

    private static int interfacePort(NetworkParams params) {
        String text = params.addresses().localInterface();
        return text == null ? 0 : InterfaceSpec.parse(text).port();
    }

    private InetSocketAddress unicastInterface(@Nullable String text, InetAddress remote) {
        if (text == null) {
            return new InetSocketAddress(wildcardOf(remote), 0);
        }
        InterfaceSpec spec = InterfaceSpec.parse(text);
        if (!spec.isName() && interfaceHost(spec).isAnyLocalAddress()) {
            return new InetSocketAddress(wildcardOf(remote), spec.port());
        }
        return new InetSocketAddress(explicitInterface(spec, remote).address(), spec.port());
    }

    private InterfaceChoice explicitInterface(InterfaceSpec spec, InetAddress family) {
        if (spec.isName()) {
            return InterfaceChoice.named(spec.host(), family, interfaces.all());
        }
        InetAddress wanted = interfaceHost(spec);
        int prefixLength = spec.prefixLength(wanted.getAddress().length * Byte.SIZE);
        return found(
                InterfaceChoice.inNetworkOf(wanted, prefixLength, interfaces.all()),
                AddressText.of(wanted) + "/" + prefixLength);
    }

    private InetAddress interfaceHost(InterfaceSpec spec) {
        return host(new HostAndPort(spec.host(), spec.port()), ChannelParam.INTERFACE);
    }

    private static InterfaceChoice found(@Nullable InterfaceChoice choice, String criteria) {
        if (choice == null) {
            throw invalid("Unable to find multicast or loopback interface matching criteria: " + criteria);
        }
        return choice;
    }

    private @Nullable InetSocketAddress address(@Nullable HostAndPort name, ChannelParam param) {
        return name == null ? null : new InetSocketAddress(host(name, param), name.port());
    }

    private InetAddress host(HostAndPort name, ChannelParam param) {
        InetAddress host = names.lookUp(name.host(), param, false);
        if (host == null) {
            throw invalid("unresolved - " + param.key() + "=" + name + ", name-resolver=" + names.description());
        }
        return host;
    }

    private String form(String local, String remote, NetworkParams params, boolean isDestination) {
        String form = "UDP-" + local + "-" + remote;
        HostAndPort endpoint = params.addresses().endpoint();
        HostAndPort control = params.addresses().control();
        boolean isOpen = endpoint == null && control == null
                || endpoint != null && endpoint.port() == 0
                || control != null && control.port() == 0;
        if (isDestination || !isOpen) {
            return form;
        }
        return params.addresses().tags().hasChannelTag()
                ? form + "#" + params.addresses().tags().channelTag()
                : form + "-" + uniqueNumbers.getAndIncrement();
    }

    private static InetAddress wildcardLike(@Nullable InetSocketAddress address) {
        return address == null ? Wildcards.IPV4 : wildcardOf(address.getAddress());
    }

    static InetAddress wildcardOf(InetAddress family) {
        return family instanceof Inet6Address ? Wildcards.IPV6 : Wildcards.IPV4;
    }

    private static InetAddress numeric(byte[] address) {
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("neither 4 nor 16 bytes", e);
        }
    }

    private static ChannelException invalid(String message) {
        return new ChannelException(ErrorCode.INVALID_CHANNEL, message);
    }
}
