package io.tradebus.spring.autoconfigure.diagnostics;

import io.tradebus.core.RegistrationException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * The driver refused a publication or subscription: for a parameter of its channel, or because the system refused the
 * driver a socket. What the system said stands in the driver's answer, in words that differ between systems.
 */
final class RegistrationFailureAnalyzer extends AbstractFailureAnalyzer<RegistrationException> {
    private static final Pattern CHANNEL = Pattern.compile("aeron(-spy)?:\\S+");
    private static final List<String> IN_USE = List.of("already in use", "address in use");
    private static final List<String> NOT_LOCAL =
            List.of("assign requested address", "requested address is not valid", "no such device", "interface");
    private static final List<String> NO_NAME = List.of("unknown host", "unknownhost", "unresolved", "resolve");
    private static final List<String> BUFFERS = List.of("rcvbuf", "rcv-wnd", "sndbuf");

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, RegistrationException cause) {
        // Without the channel, whose parameters are named like what may be wrong with them.
        String said =
                CHANNEL.matcher(allMessages(cause).toLowerCase(Locale.ROOT)).replaceAll(" ");
        String description = "The driver refused a stream: " + cause.getMessage();
        if (mentions(said, IN_USE)) {
            return new FailureAnalysis(withInterfaces(description), portInUse(), cause);
        } else if (mentions(said, BUFFERS)) {
            return new FailureAnalysis(description, buffers(), cause);
        } else if (mentions(said, NO_NAME)) {
            return new FailureAnalysis(description, noName(), cause);
        } else if (mentions(said, NOT_LOCAL)) {
            return new FailureAnalysis(withInterfaces(description), notLocal(), cause);
        }
        return new FailureAnalysis(
                description,
                "Correct the channel, or the setting behind the named parameter, in bus.streams; both sides of a stream"
                        + " and all its publishers use the same.",
                cause);
    }

    private static String allMessages(Throwable failure) {
        var text = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            text.append(cause.getMessage()).append(' ');
        }
        return text.toString();
    }

    private static boolean mentions(String said, List<String> words) {
        return words.stream().anyMatch(said::contains);
    }

    private static String withInterfaces(String description) {
        return description + System.lineSeparator() + "Interfaces of this host: " + HostInterfaces.describe() + ".";
    }

    private static String portInUse() {
        return Actions.oneOf(
                "find and stop the program that has the port (ss -lunp), perhaps another instance of this application",
                "choose another port in bus.streams.<name>.channel, on both sides",
                "let several applications of one host receive the stream by a multicast group, or by one driver that they"
                        + " share (bus.driver.mode=external)");
    }

    private static String notLocal() {
        return Actions.oneOf(
                "a listener binds the address of bus.streams.<name>.channel: use an address of this host, or 0.0.0.0",
                "choose bus.streams.<name>.interface and bus.driver.socket.interface among the interfaces of this host, by"
                        + " address, address/prefix or name",
                "a publisher with bus.streams.<name>.control binds that address: use one of this host");
    }

    private static String noName() {
        return Actions.oneOf(
                "correct the host name in bus.streams.<name>.channel or control",
                "use the numeric address, or make the name known to this host (DNS, /etc/hosts)");
    }

    private static String buffers() {
        return Actions.oneOf(
                "raise what the system grants a socket, as root: sysctl -w net.core.rmem_max=4194304"
                        + " net.core.wmem_max=4194304 (and in /etc/sysctl.d to keep it)",
                "ask for more where the driver runs: bus.driver.socket.receive-buffer and send-buffer",
                "make bus.streams.<name>.receiver-window or mtu smaller; streams of one address use the same buffers");
    }
}
