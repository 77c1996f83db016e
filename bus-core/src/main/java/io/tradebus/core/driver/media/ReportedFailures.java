package io.tradebus.core.driver.media;

import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;

/** Tells of a failure the first time that it is seen on a port. A network that is down fails in every cycle. */
public final class ReportedFailures {
    private static final int MAX_CAUSES = 32;

    private final Set<String> reported = new HashSet<>();
    private final PortListener listener;

    public ReportedFailures(PortListener listener) {
        this.listener = listener;
    }

    public void onSend(InetSocketAddress target, Exception cause) {
        report("failed to send datagram to " + AddressText.of(target) + ", cause: " + cause);
    }

    public void onReceive(InetSocketAddress local, Exception cause) {
        report("failed to receive datagram at " + AddressText.of(local) + ", cause: " + cause);
    }

    public void onConnect(InetSocketAddress remote, Exception cause) {
        report("failed to connect to " + AddressText.of(remote) + ", cause: " + cause);
    }

    private void report(String text) {
        if (reported.size() < MAX_CAUSES && reported.add(text)) {
            listener.onFailure(text);
        }
    }
}
