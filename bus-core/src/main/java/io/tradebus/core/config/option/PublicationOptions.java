package io.tradebus.core.config.option;

/** Publications and sending. */
final class PublicationOptions {
    private PublicationOptions() {}

    static void visit(OptionPass pass, Draft draft) {
        logs(pass, draft);
        publications(pass, draft);
        flowControl(pass, draft);
    }

    private static void logs(OptionPass pass, Draft draft) {
        if (pass.size(
                "aeron.term.buffer.length",
                draft.log.termLength(),
                1 << 16,
                1 << 30,
                "Length of a term of a network publication; a power of two.")) {
            draft.log = draft.log.withTermLength(pass.newInt());
        }
        if (pass.size(
                "aeron.ipc.term.buffer.length",
                draft.log.ipcTermLength(),
                1 << 16,
                1 << 30,
                "Length of a term within this machine; a power of two.")) {
            draft.log = draft.log.withIpcTermLength(pass.newInt());
        }
        if (pass.size(
                "aeron.publication.term.window.length",
                draft.log.termWindowLength(),
                0,
                1 << 30,
                "How far a publication may be ahead; 0 is half a term, which is the most.")) {
            draft.log = draft.log.withTermWindowLength(pass.newInt());
        }
        if (pass.size(
                "aeron.ipc.publication.term.window.length",
                draft.log.ipcTermWindowLength(),
                0,
                1 << 30,
                "The same within this machine.")) {
            draft.log = draft.log.withIpcTermWindowLength(pass.newInt());
        }
        if (pass.size(
                "aeron.mtu.length",
                draft.log.mtuLength(),
                64,
                65_504,
                "Largest datagram, headers included; a multiple of 32.")) {
            draft.log = draft.log.withMtuLength(pass.newInt());
        }
        if (pass.size(
                "aeron.ipc.mtu.length",
                draft.log.ipcMtuLength(),
                64,
                65_504,
                "Largest frame within this machine; a multiple of 32.")) {
            draft.log = draft.log.withIpcMtuLength(pass.newInt());
        }
    }

    private static void publications(OptionPass pass, Draft draft) {
        if (pass.number(
                "aeron.publication.reserved.session.id.low",
                draft.publication.reservedSessionIdLow(),
                Integer.MIN_VALUE,
                Integer.MAX_VALUE,
                "First session id that is not chosen automatically.")) {
            draft.publication = draft.publication.withReservedSessionIdLow(pass.newInt());
        }
        if (pass.number(
                "aeron.publication.reserved.session.id.high",
                draft.publication.reservedSessionIdHigh(),
                Integer.MIN_VALUE,
                Integer.MAX_VALUE,
                "Last session id that is not chosen automatically.")) {
            draft.publication = draft.publication.withReservedSessionIdHigh(pass.newInt());
        }
        if (pass.flag(
                "aeron.spies.simulate.connection",
                draft.publication.spiesSimulateConnection(),
                "A spy counts as a receiver.")) {
            draft.publication = draft.publication.withSpiesSimulateConnection(pass.newFlag());
        }
        if (pass.clampedNumber(
                "aeron.max.resend", draft.publication.maxResend(), 1, 256, "Retransmissions at the same time.")) {
            draft.publication = draft.publication.withMaxResend(pass.newInt());
        }
        if (pass.duration(
                "aeron.retransmit.unicast.delay",
                draft.publication.retransmitUnicastDelayNs(),
                0,
                Long.MAX_VALUE,
                "From a request to its retransmission.")) {
            draft.publication = draft.publication.withRetransmitUnicastDelayNs(pass.newNumber());
        }
        if (pass.duration(
                "aeron.retransmit.unicast.linger",
                draft.publication.retransmitUnicastLingerNs(),
                0,
                Long.MAX_VALUE,
                "Requests for the same range are ignored this long.")) {
            draft.publication = draft.publication.withRetransmitUnicastLingerNs(pass.newNumber());
        }
        if (pass.number(
                "aeron.send.to.status.poll.ratio",
                draft.publication.sendToStatusPollRatio(),
                1,
                Integer.MAX_VALUE,
                "Sends for each look at control messages.")) {
            draft.publication = draft.publication.withSendToStatusPollRatio(pass.newInt());
        }
        if (pass.number(
                "aeron.network.publication.max.messages.per.send",
                draft.publication.maxMessagesPerSend(),
                1,
                16,
                "Datagrams of one publication in one cycle.")) {
            draft.publication = draft.publication.withMaxMessagesPerSend(pass.newInt());
        }
    }

    private static void flowControl(OptionPass pass, Draft draft) {
        if (pass.text(
                "aeron.unicast.FlowControl.supplier",
                OptionNames.flowControl(draft.flow.unicast()),
                "unicast, max, min, tagged, or a supplier name",
                "Flow control of channels with one receiver.")) {
            draft.flow = draft.flow.withUnicast(OptionNames.flowControl(pass.newText()));
        }
        if (pass.text(
                "aeron.multicast.FlowControl.supplier",
                OptionNames.flowControl(draft.flow.multicast()),
                "unicast, max, min, tagged, or a supplier name",
                "Flow control of channels with many receivers.")) {
            draft.flow = draft.flow.withMulticast(OptionNames.flowControl(pass.newText()));
        }
        if (pass.text(
                "aeron.unicast.flow.control.strategy",
                OptionNames.flowControl(draft.flow.unicast()),
                "as the supplier",
                "The same by the name of the strategy.")) {
            draft.flow = draft.flow.withUnicast(OptionNames.flowControl(pass.newText()));
        }
        if (pass.text(
                "aeron.multicast.flow.control.strategy",
                OptionNames.flowControl(draft.flow.multicast()),
                "as the supplier",
                "The same by the name of the strategy.")) {
            draft.flow = draft.flow.withMulticast(OptionNames.flowControl(pass.newText()));
        }
        if (pass.text(
                "aeron.PreferredMulticastFlowControl.asf",
                OptionNames.hex(draft.flow.groupTag()),
                "8 bytes in hexadecimal",
                "Older form of the group tag.")) {
            draft.flow = draft.flow.withGroupTag(OptionNames.hex(pass.newText()));
        }
        if (pass.number(
                "aeron.flow.control.group.tag",
                draft.flow.groupTag(),
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                "Receivers that count for tagged flow control.")) {
            draft.flow = draft.flow.withGroupTag(pass.newNumber());
        }
        if (pass.number(
                "aeron.flow.control.group.min.size",
                draft.flow.groupMinSize(),
                0,
                Integer.MAX_VALUE,
                "Receivers needed for a connection.")) {
            draft.flow = draft.flow.withGroupMinSize(pass.newInt());
        }
        if (pass.duration(
                "aeron.flow.control.receiver.timeout",
                draft.flow.receiverTimeoutNs(),
                1,
                Long.MAX_VALUE,
                "A silent receiver does not count any more.")) {
            draft.flow = draft.flow.withReceiverTimeoutNs(pass.newNumber());
        }
        if (pass.number(
                "aeron.unicast.flow.control.rrwm",
                draft.flow.unicastRetransmitWindows(),
                1,
                Integer.MAX_VALUE,
                "Most that is sent again at once, in receiver windows.")) {
            draft.flow = draft.flow.withUnicastRetransmitWindows(pass.newInt());
        }
        if (pass.number(
                "aeron.multicast.flow.control.rrwm",
                draft.flow.multicastRetransmitWindows(),
                1,
                Integer.MAX_VALUE,
                "The same for many receivers.")) {
            draft.flow = draft.flow.withMulticastRetransmitWindows(pass.newInt());
        }
    }
}
