package io.tradebus.core.driver.media;

import io.tradebus.core.format.channel.ChannelParam;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names and interfaces as a test says; addresses in numbers are what they say. */
final class FakeNetwork implements NameLookup, InterfaceSearch {
    final Map<String, String> hosts = new HashMap<>(Map.of("localhost", "127.0.0.1"));
    final List<InterfaceInfo> interfaces = new ArrayList<>();

    /** A network with a loopback and one other interface. */
    FakeNetwork() {
        add("lo", true, true, false, "127.0.0.1/8", "::1/128");
        add("eth0", true, false, true, "192.168.0.5/24", "fd00::5/64");
    }

    ChannelResolver resolver() {
        return new ChannelResolver(this, this);
    }

    void add(String name, boolean isUp, boolean isLoopback, boolean isMulticastCapable, String... addresses) {
        List<InterfaceInfo.Address> parsed = new ArrayList<>();
        for (String each : addresses) {
            int slash = each.indexOf('/');
            parsed.add(new InterfaceInfo.Address(
                    TestPorts.address(each.substring(0, slash)), Integer.parseInt(each.substring(slash + 1))));
        }
        interfaces.add(new InterfaceInfo(name, isUp, isLoopback, isMulticastCapable, parsed));
    }

    @Override
    public @Nullable InetAddress lookUp(String host, ChannelParam param, boolean isReResolution) {
        boolean isNumeric = Character.isDigit(host.charAt(0)) || host.indexOf(':') >= 0;
        String known = isNumeric ? host : hosts.get(isReResolution ? host + " later" : host);
        return known == null ? null : TestPorts.address(known);
    }

    @Override
    public List<InterfaceInfo> all() {
        return interfaces;
    }
}
