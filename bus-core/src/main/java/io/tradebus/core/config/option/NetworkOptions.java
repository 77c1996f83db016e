package io.tradebus.core.config.option;

import io.tradebus.core.config.PortRange;

/** Sockets, names and loss on purpose. */
final class NetworkOptions {
    private NetworkOptions() {}

    static void visit(OptionPass pass, Draft draft) {
        sockets(pass, draft);
        resolver(pass, draft);
        nameLookup(pass, draft);
        interceptors(pass, draft);
        loss(pass, draft);
    }

    private static void sockets(OptionPass pass, Draft draft) {
        if (pass.size(
                "aeron.socket.so_rcvbuf",
                draft.socket.receiveBufferLength(),
                0,
                Integer.MAX_VALUE,
                "SO_RCVBUF; 0 is the default of the operating system.")) {
            draft.socket = draft.socket.withReceiveBufferLength(pass.newInt());
        }
        if (pass.size(
                "aeron.socket.so_sndbuf",
                draft.socket.sendBufferLength(),
                0,
                Integer.MAX_VALUE,
                "SO_SNDBUF; 0 is the default of the operating system.")) {
            draft.socket = draft.socket.withSendBufferLength(pass.newInt());
        }
        if (pass.number(
                "aeron.socket.multicast.ttl",
                draft.socket.multicastTtl(),
                0,
                255,
                "Hops of a multicast datagram; 0 is the default of the operating system.")) {
            draft.socket = draft.socket.withMulticastTtl(pass.newInt());
        }
        if (pass.text(
                "aeron.sender.wildcard.port.range",
                draft.socket.senderPorts().toString(),
                "'low high'",
                "Ports to choose from when port 0 is bound.")) {
            draft.socket = draft.socket.withSenderPorts(PortRange.parse(pass.newText()));
        }
        if (pass.text(
                "aeron.receiver.wildcard.port.range",
                draft.socket.receiverPorts().toString(),
                "'low high'",
                "Ports to choose from when port 0 is bound.")) {
            draft.socket = draft.socket.withReceiverPorts(PortRange.parse(pass.newText()));
        }
        pass.withoutEffect("aeron.SendChannelEndpoint.supplier", "Extension point of the Java driver.");
        pass.withoutEffect("aeron.ReceiveChannelEndpoint.supplier", "Extension point of the Java driver.");
        if (pass.flag(
                "aeron.driver.connect",
                draft.socket.connectUnicast(),
                "Connects a socket that sends to one address only.")) {
            draft.socket = draft.socket.withConnectUnicast(pass.newFlag());
        }
        if (pass.number(
                "aeron.receiver.io.vector.capacity",
                draft.socket.receiverVectorCapacity(),
                1,
                16,
                "Datagrams received in one go.")) {
            draft.socket = draft.socket.withReceiverVectorCapacity(pass.newInt());
        }
        if (pass.number(
                "aeron.sender.io.vector.capacity",
                draft.socket.senderVectorCapacity(),
                1,
                16,
                "Datagrams sent in one go.")) {
            draft.socket = draft.socket.withSenderVectorCapacity(pass.newInt());
        }
        if (pass.text(
                "tradebus.datagram.io",
                OptionNames.datagramIo(draft.socket.datagramIo()),
                "auto, native, nio",
                "Whether many datagrams go by one system call.")) {
            draft.socket = draft.socket.withDatagramIo(OptionNames.datagramIo(pass.newText()));
        }
    }

    private static void resolver(OptionPass pass, Draft draft) {
        if (pass.text(
                "aeron.driver.resolver.name",
                draft.resolver.name(),
                "a name",
                "Own name of the driver; required when the interface is set.")) {
            draft.resolver = draft.resolver.withName(pass.newText());
        }
        if (pass.text(
                "aeron.driver.resolver.interface",
                OptionNames.orEmpty(draft.resolver.interfaceAddress()),
                "host:port",
                "Address to bind; switches resolution among drivers on.")) {
            draft.resolver = draft.resolver.withInterfaceAddress(pass.newText());
        }
        if (pass.text(
                "aeron.driver.resolver.bootstrap.neighbor",
                OptionNames.orEmpty(draft.resolver.bootstrapNeighbors()),
                "up to 20 host:port, separated by commas",
                "First drivers to talk to.")) {
            draft.resolver = draft.resolver.withBootstrapNeighbors(pass.newText());
        }
        if (pass.duration(
                "aeron.driver.resolver.neighbor.timeout",
                draft.resolver.neighborTimeoutNs(),
                1,
                Long.MAX_VALUE,
                "A silent neighbour is forgotten.")) {
            draft.resolver = draft.resolver.withNeighborTimeoutNs(pass.newNumber());
        }
        if (pass.duration(
                "aeron.driver.resolver.self.resolution.interval",
                draft.resolver.selfResolutionIntervalNs(),
                1,
                Long.MAX_VALUE,
                "Announces the own name.")) {
            draft.resolver = draft.resolver.withSelfResolutionIntervalNs(pass.newNumber());
        }
        if (pass.duration(
                "aeron.driver.resolver.neighbor.resolution.interval",
                draft.resolver.neighborResolutionIntervalNs(),
                1,
                Long.MAX_VALUE,
                "Announces other names.")) {
            draft.resolver = draft.resolver.withNeighborResolutionIntervalNs(pass.newNumber());
        }
        if (pass.duration(
                "aeron.driver.resolver.bootstrap.neighbor.resolution.interval",
                draft.resolver.bootstrapResolutionIntervalNs(),
                1,
                Long.MAX_VALUE,
                "Looks up bootstrap names that are not connected.")) {
            draft.resolver = draft.resolver.withBootstrapResolutionIntervalNs(pass.newNumber());
        }
        if (pass.duration(
                "aeron.driver.reresolution.check.interval",
                draft.resolver.reresolutionCheckIntervalNs(),
                0,
                Long.MAX_VALUE,
                "Checks whether an endpoint has moved; 0 is never.")) {
            draft.resolver = draft.resolver.withReresolutionCheckIntervalNs(pass.newNumber());
        }
    }

    private static void nameLookup(OptionPass pass, Draft draft) {
        if (pass.text(
                "aeron.name.resolver.supplier",
                OptionNames.nameLookup(draft.nameLookup.kind()),
                "default, driver, csv_table",
                "Where names are looked up first.")) {
            draft.nameLookup = draft.nameLookup.withKind(OptionNames.nameLookup(pass.newText()));
        }
        if (pass.text(
                "aeron.name.resolver.init.args",
                draft.nameLookup.arguments(),
                "rows name,initial host,re-resolution host joined by a bar",
                "Table of names for csv_table.")) {
            draft.nameLookup = draft.nameLookup.withArguments(pass.newText());
        }
        pass.withoutEffect("aeron.name.resolver.csv.lookup.table.args", "Declared by the C driver and never read.");
    }

    private static void interceptors(OptionPass pass, Draft draft) {
        pass.withoutEffect("aeron.udp.channel.transport.bindings.media", "Plug-in of the C driver.");
        pass.withoutEffect("aeron.conductor.udp.channel.transport.bindings.media", "Plug-in of the C driver.");
        if (pass.text(
                "aeron.udp.channel.outgoing.interceptors",
                String.join(",", draft.interceptors.outgoing()),
                "loss, fixed-loss, multi-gap-loss, separated by commas",
                "What outgoing datagrams pass through.")) {
            draft.interceptors = draft.interceptors.withOutgoing(OptionNames.interceptors(pass.newText()));
        }
        if (pass.text(
                "aeron.udp.channel.incoming.interceptors",
                String.join(",", draft.interceptors.incoming()),
                "loss, fixed-loss, multi-gap-loss, separated by commas",
                "What incoming datagrams pass through.")) {
            draft.interceptors = draft.interceptors.withIncoming(OptionNames.interceptors(pass.newText()));
        }
        if (pass.text(
                "aeron.udp.channel.transport.bindings.loss.args",
                draft.interceptors.lossArguments(),
                "rate=, seed=, recv-msg-mask=, joined by a bar",
                "Arguments of loss.")) {
            draft.interceptors = draft.interceptors.withLossArguments(pass.newText());
        }
        if (pass.text(
                "aeron.udp.channel.transport.bindings.fixed.loss.args",
                draft.interceptors.fixedLossArguments(),
                "term-id=, term-offset=, length=, joined by a bar",
                "Arguments of fixed-loss.")) {
            draft.interceptors = draft.interceptors.withFixedLossArguments(pass.newText());
        }
        if (pass.text(
                "aeron.udp.channel.transport.bindings.multi.gap.loss.args",
                draft.interceptors.multiGapLossArguments(),
                "term-id=, gap-radix=, gap-length=, total-gaps=, joined by a bar",
                "Arguments of multi-gap-loss.")) {
            draft.interceptors = draft.interceptors.withMultiGapLossArguments(pass.newText());
        }
    }

    private static void loss(OptionPass pass, Draft draft) {
        if (pass.text(
                "aeron.debug.receive.data.loss.rate",
                Double.toString(draft.loss.receiveData().rate()),
                "0.0 to 1.0",
                "Part of the datagrams that is lost on purpose.")) {
            draft.loss =
                    draft.loss.withReceiveData(draft.loss.receiveData().withRate(OptionNames.rate(pass.newText())));
        }
        if (pass.text(
                "aeron.debug.receive.data.loss.seed",
                OptionNames.number(draft.loss.receiveData().seed()),
                "a number",
                "Start of the random sequence.")) {
            draft.loss =
                    draft.loss.withReceiveData(draft.loss.receiveData().withSeed(OptionNames.number(pass.newText())));
        }
        if (pass.text(
                "aeron.debug.receive.control.loss.rate",
                Double.toString(draft.loss.receiveControl().rate()),
                "0.0 to 1.0",
                "Part of the datagrams that is lost on purpose.")) {
            draft.loss = draft.loss.withReceiveControl(
                    draft.loss.receiveControl().withRate(OptionNames.rate(pass.newText())));
        }
        if (pass.text(
                "aeron.debug.receive.control.loss.seed",
                OptionNames.number(draft.loss.receiveControl().seed()),
                "a number",
                "Start of the random sequence.")) {
            draft.loss = draft.loss.withReceiveControl(
                    draft.loss.receiveControl().withSeed(OptionNames.number(pass.newText())));
        }
        if (pass.text(
                "aeron.debug.send.data.loss.rate",
                Double.toString(draft.loss.sendData().rate()),
                "0.0 to 1.0",
                "Part of the datagrams that is lost on purpose.")) {
            draft.loss = draft.loss.withSendData(draft.loss.sendData().withRate(OptionNames.rate(pass.newText())));
        }
        if (pass.text(
                "aeron.debug.send.data.loss.seed",
                OptionNames.number(draft.loss.sendData().seed()),
                "a number",
                "Start of the random sequence.")) {
            draft.loss = draft.loss.withSendData(draft.loss.sendData().withSeed(OptionNames.number(pass.newText())));
        }
        if (pass.text(
                "aeron.debug.send.control.loss.rate",
                Double.toString(draft.loss.sendControl().rate()),
                "0.0 to 1.0",
                "Part of the datagrams that is lost on purpose.")) {
            draft.loss =
                    draft.loss.withSendControl(draft.loss.sendControl().withRate(OptionNames.rate(pass.newText())));
        }
        if (pass.text(
                "aeron.debug.send.control.loss.seed",
                OptionNames.number(draft.loss.sendControl().seed()),
                "a number",
                "Start of the random sequence.")) {
            draft.loss =
                    draft.loss.withSendControl(draft.loss.sendControl().withSeed(OptionNames.number(pass.newText())));
        }
    }
}
