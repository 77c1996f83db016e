package io.tradebus.core.compat.cluster;

import io.tradebus.core.compat.UdpDrivers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where the members of a cluster are, each with ports of its own on loopback. */
final class ClusterMembers {
    private static final int PORTS_OF_A_MEMBER = 4;

    private final List<String> ingress = new ArrayList<>();
    private final List<String> consensus = new ArrayList<>();
    private final List<String> all = new ArrayList<>();

    ClusterMembers(int count) {
        Set<Integer> ports = new HashSet<>();
        while (ports.size() < count * PORTS_OF_A_MEMBER) {
            ports.add(UdpDrivers.freePort());
        }
        List<String> endpoints = ports.stream().map(port -> "127.0.0.1:" + port).toList();
        for (int member = 0; member < count; member++) {
            List<String> own = endpoints.subList(member * PORTS_OF_A_MEMBER, (member + 1) * PORTS_OF_A_MEMBER);
            ingress.add(member + "=" + own.get(0));
            consensus.add(own.get(1));
            // Catching up happens at a port that the system chooses.
            all.add(String.join(",", "" + member, own.get(0), own.get(1), own.get(2), "127.0.0.1:0", own.get(3)));
        }
    }

    /** As the consensus module wants them. */
    String all() {
        return String.join("|", all);
    }

    /** As a client wants them. */
    String ingress() {
        return String.join(",", ingress);
    }

    /** As a backup wants them. */
    String consensus() {
        return String.join(",", consensus);
    }
}
