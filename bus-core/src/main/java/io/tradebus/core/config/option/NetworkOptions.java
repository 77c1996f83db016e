package io.tradebus.core.config.option;

import static io.tradebus.core.config.option.DriverOption.env;

import io.tradebus.core.config.PortRange;
import java.util.List;

/** Sockets, names and loss on purpose. */
final class NetworkOptions {
    static final List<DriverOption> ALL = List.of(
            DriverOption.size(
                    "aeron.socket.so_rcvbuf",
                    env("aeron.socket.so_rcvbuf"),
                    0,
                    Integer.MAX_VALUE,
                    c -> c.network().socket().receiveBufferLength(),
                    (d, v) -> d.socket = d.socket.withReceiveBufferLength(v.intValue()),
                    "SO_RCVBUF; 0 is the default of the operating system."),
            DriverOption.size(
                    "aeron.socket.so_sndbuf",
                    env("aeron.socket.so_sndbuf"),
                    0,
                    Integer.MAX_VALUE,
                    c -> c.network().socket().sendBufferLength(),
                    (d, v) -> d.socket = d.socket.withSendBufferLength(v.intValue()),
                    "SO_SNDBUF; 0 is the default of the operating system."),
            DriverOption.number(
                    "aeron.socket.multicast.ttl",
                    env("aeron.socket.multicast.ttl"),
                    0,
                    255,
                    c -> c.network().socket().multicastTtl(),
                    (d, v) -> d.socket = d.socket.withMulticastTtl(v.intValue()),
                    "Hops of a multicast datagram; 0 is the default of the operating system."),
            DriverOption.text(
                    "aeron.sender.wildcard.port.range",
                    env("aeron.sender.wildcard.port.range"),
                    "'low high'",
                    c -> c.network().socket().senderPorts().toString(),
                    (d, v) -> d.socket = d.socket.withSenderPorts(PortRange.parse(v)),
                    "Ports to choose from when port 0 is bound."),
            DriverOption.text(
                    "aeron.receiver.wildcard.port.range",
                    env("aeron.receiver.wildcard.port.range"),
                    "'low high'",
                    c -> c.network().socket().receiverPorts().toString(),
                    (d, v) -> d.socket = d.socket.withReceiverPorts(PortRange.parse(v)),
                    "Ports to choose from when port 0 is bound."),
            DriverOption.withoutEffect(
                    "aeron.SendChannelEndpoint.supplier",
                    env("aeron.SendChannelEndpoint.supplier"),
                    "Extension point of the Java driver."),
            DriverOption.withoutEffect(
                    "aeron.ReceiveChannelEndpoint.supplier",
                    env("aeron.ReceiveChannelEndpoint.supplier"),
                    "Extension point of the Java driver."),
            DriverOption.flag(
                    "aeron.driver.connect",
                    env("aeron.driver.connect"),
                    c -> c.network().socket().connectUnicast(),
                    (d, v) -> d.socket = d.socket.withConnectUnicast(v),
                    "Connects a socket that sends to one address only."),
            DriverOption.number(
                    "aeron.receiver.io.vector.capacity",
                    env("aeron.receiver.io.vector.capacity"),
                    1,
                    16,
                    c -> c.network().socket().receiverVectorCapacity(),
                    (d, v) -> d.socket = d.socket.withReceiverVectorCapacity(v.intValue()),
                    "Datagrams received in one go."),
            DriverOption.number(
                    "aeron.sender.io.vector.capacity",
                    env("aeron.sender.io.vector.capacity"),
                    1,
                    16,
                    c -> c.network().socket().senderVectorCapacity(),
                    (d, v) -> d.socket = d.socket.withSenderVectorCapacity(v.intValue()),
                    "Datagrams sent in one go."),
            DriverOption.text(
                    "aeron.driver.resolver.name",
                    env("aeron.driver.resolver.name"),
                    "a name",
                    c -> c.network().resolver().name(),
                    (d, v) -> d.resolver = d.resolver.withName(v),
                    "Own name of the driver; required when the interface is set."),
            DriverOption.text(
                    "aeron.driver.resolver.interface",
                    env("aeron.driver.resolver.interface"),
                    "host:port",
                    c -> OptionNames.orEmpty(c.network().resolver().interfaceAddress()),
                    (d, v) -> d.resolver = d.resolver.withInterfaceAddress(v),
                    "Address to bind; switches resolution among drivers on."),
            DriverOption.text(
                    "aeron.driver.resolver.bootstrap.neighbor",
                    env("aeron.driver.resolver.bootstrap.neighbor"),
                    "up to 20 host:port, separated by commas",
                    c -> OptionNames.orEmpty(c.network().resolver().bootstrapNeighbors()),
                    (d, v) -> d.resolver = d.resolver.withBootstrapNeighbors(v),
                    "First drivers to talk to."),
            DriverOption.duration(
                    "aeron.driver.resolver.neighbor.timeout",
                    env("aeron.driver.resolver.neighbor.timeout"),
                    1,
                    Long.MAX_VALUE,
                    c -> c.network().resolver().neighborTimeoutNs(),
                    (d, v) -> d.resolver = d.resolver.withNeighborTimeoutNs(v),
                    "A silent neighbour is forgotten."),
            DriverOption.duration(
                    "aeron.driver.resolver.self.resolution.interval",
                    env("aeron.driver.resolver.self.resolution.interval"),
                    1,
                    Long.MAX_VALUE,
                    c -> c.network().resolver().selfResolutionIntervalNs(),
                    (d, v) -> d.resolver = d.resolver.withSelfResolutionIntervalNs(v),
                    "Announces the own name."),
            DriverOption.duration(
                    "aeron.driver.resolver.neighbor.resolution.interval",
                    env("aeron.driver.resolver.neighbor.resolution.interval"),
                    1,
                    Long.MAX_VALUE,
                    c -> c.network().resolver().neighborResolutionIntervalNs(),
                    (d, v) -> d.resolver = d.resolver.withNeighborResolutionIntervalNs(v),
                    "Announces other names."),
            DriverOption.duration(
                    "aeron.driver.resolver.bootstrap.neighbor.resolution.interval",
                    env("aeron.driver.resolver.bootstrap.neighbor.resolution.interval"),
                    1,
                    Long.MAX_VALUE,
                    c -> c.network().resolver().bootstrapResolutionIntervalNs(),
                    (d, v) -> d.resolver = d.resolver.withBootstrapResolutionIntervalNs(v),
                    "Looks up bootstrap names that are not connected."),
            DriverOption.duration(
                    "aeron.driver.reresolution.check.interval",
                    env("aeron.driver.reresolution.check.interval"),
                    0,
                    Long.MAX_VALUE,
                    c -> c.network().resolver().reresolutionCheckIntervalNs(),
                    (d, v) -> d.resolver = d.resolver.withReresolutionCheckIntervalNs(v),
                    "Checks whether an endpoint has moved; 0 is never."),
            DriverOption.text(
                    "aeron.name.resolver.supplier",
                    env("aeron.name.resolver.supplier"),
                    "default, driver, csv_table",
                    c -> OptionNames.nameLookup(c.network().nameLookup().kind()),
                    (d, v) -> d.nameLookup = d.nameLookup.withKind(OptionNames.nameLookup(v)),
                    "Where names are looked up first."),
            DriverOption.text(
                    "aeron.name.resolver.init.args",
                    env("aeron.name.resolver.init.args"),
                    "rows name,initial host,re-resolution host joined by a bar",
                    c -> c.network().nameLookup().arguments(),
                    (d, v) -> d.nameLookup = d.nameLookup.withArguments(v),
                    "Table of names for csv_table."),
            DriverOption.withoutEffect(
                    "aeron.name.resolver.csv.lookup.table.args",
                    env("aeron.name.resolver.csv.lookup.table.args"),
                    "Declared by the C driver and never read."),
            DriverOption.withoutEffect(
                    "aeron.udp.channel.transport.bindings.media",
                    env("aeron.udp.channel.transport.bindings.media"),
                    "Plug-in of the C driver."),
            DriverOption.withoutEffect(
                    "aeron.conductor.udp.channel.transport.bindings.media",
                    env("aeron.conductor.udp.channel.transport.bindings.media"),
                    "Plug-in of the C driver."),
            DriverOption.text(
                    "aeron.udp.channel.outgoing.interceptors",
                    env("aeron.udp.channel.outgoing.interceptors"),
                    "loss, fixed-loss, multi-gap-loss, separated by commas",
                    c -> String.join(",", c.network().loss().interceptors().outgoing()),
                    (d, v) -> d.interceptors = d.interceptors.withOutgoing(OptionNames.interceptors(v)),
                    "What outgoing datagrams pass through."),
            DriverOption.text(
                    "aeron.udp.channel.incoming.interceptors",
                    env("aeron.udp.channel.incoming.interceptors"),
                    "loss, fixed-loss, multi-gap-loss, separated by commas",
                    c -> String.join(",", c.network().loss().interceptors().incoming()),
                    (d, v) -> d.interceptors = d.interceptors.withIncoming(OptionNames.interceptors(v)),
                    "What incoming datagrams pass through."),
            DriverOption.text(
                    "aeron.udp.channel.transport.bindings.loss.args",
                    env("aeron.udp.channel.transport.bindings.loss.args"),
                    "rate=, seed=, recv-msg-mask=, joined by a bar",
                    c -> c.network().loss().interceptors().lossArguments(),
                    (d, v) -> d.interceptors = d.interceptors.withLossArguments(v),
                    "Arguments of loss."),
            DriverOption.text(
                    "aeron.udp.channel.transport.bindings.fixed.loss.args",
                    env("aeron.udp.channel.transport.bindings.fixed.loss.args"),
                    "term-id=, term-offset=, length=, joined by a bar",
                    c -> c.network().loss().interceptors().fixedLossArguments(),
                    (d, v) -> d.interceptors = d.interceptors.withFixedLossArguments(v),
                    "Arguments of fixed-loss."),
            DriverOption.text(
                    "aeron.udp.channel.transport.bindings.multi.gap.loss.args",
                    env("aeron.udp.channel.transport.bindings.multi.gap.loss.args"),
                    "term-id=, gap-radix=, gap-length=, total-gaps=, joined by a bar",
                    c -> c.network().loss().interceptors().multiGapLossArguments(),
                    (d, v) -> d.interceptors = d.interceptors.withMultiGapLossArguments(v),
                    "Arguments of multi-gap-loss."),
            DriverOption.text(
                    "aeron.debug.receive.data.loss.rate",
                    env("aeron.debug.receive.data.loss.rate"),
                    "0.0 to 1.0",
                    c -> Double.toString(c.network().loss().receiveData().rate()),
                    (d, v) ->
                            d.loss = d.loss.withReceiveData(d.loss.receiveData().withRate(OptionNames.rate(v))),
                    "Part of the datagrams that is lost on purpose."),
            DriverOption.text(
                    "aeron.debug.receive.data.loss.seed",
                    env("aeron.debug.receive.data.loss.seed"),
                    "a number",
                    c -> OptionNames.number(c.network().loss().receiveData().seed()),
                    (d, v) ->
                            d.loss = d.loss.withReceiveData(d.loss.receiveData().withSeed(OptionNames.number(v))),
                    "Start of the random sequence."),
            DriverOption.text(
                    "aeron.debug.receive.control.loss.rate",
                    env("aeron.debug.receive.control.loss.rate"),
                    "0.0 to 1.0",
                    c -> Double.toString(c.network().loss().receiveControl().rate()),
                    (d, v) -> d.loss =
                            d.loss.withReceiveControl(d.loss.receiveControl().withRate(OptionNames.rate(v))),
                    "Part of the datagrams that is lost on purpose."),
            DriverOption.text(
                    "aeron.debug.receive.control.loss.seed",
                    env("aeron.debug.receive.control.loss.seed"),
                    "a number",
                    c -> OptionNames.number(c.network().loss().receiveControl().seed()),
                    (d, v) -> d.loss =
                            d.loss.withReceiveControl(d.loss.receiveControl().withSeed(OptionNames.number(v))),
                    "Start of the random sequence."),
            DriverOption.text(
                    "aeron.debug.send.data.loss.rate",
                    env("aeron.debug.send.data.loss.rate"),
                    "0.0 to 1.0",
                    c -> Double.toString(c.network().loss().sendData().rate()),
                    (d, v) -> d.loss = d.loss.withSendData(d.loss.sendData().withRate(OptionNames.rate(v))),
                    "Part of the datagrams that is lost on purpose."),
            DriverOption.text(
                    "aeron.debug.send.data.loss.seed",
                    env("aeron.debug.send.data.loss.seed"),
                    "a number",
                    c -> OptionNames.number(c.network().loss().sendData().seed()),
                    (d, v) -> d.loss = d.loss.withSendData(d.loss.sendData().withSeed(OptionNames.number(v))),
                    "Start of the random sequence."),
            DriverOption.text(
                    "aeron.debug.send.control.loss.rate",
                    env("aeron.debug.send.control.loss.rate"),
                    "0.0 to 1.0",
                    c -> Double.toString(c.network().loss().sendControl().rate()),
                    (d, v) ->
                            d.loss = d.loss.withSendControl(d.loss.sendControl().withRate(OptionNames.rate(v))),
                    "Part of the datagrams that is lost on purpose."),
            DriverOption.text(
                    "aeron.debug.send.control.loss.seed",
                    env("aeron.debug.send.control.loss.seed"),
                    "a number",
                    c -> OptionNames.number(c.network().loss().sendControl().seed()),
                    (d, v) ->
                            d.loss = d.loss.withSendControl(d.loss.sendControl().withSeed(OptionNames.number(v))),
                    "Start of the random sequence."));

    private NetworkOptions() {}
}
