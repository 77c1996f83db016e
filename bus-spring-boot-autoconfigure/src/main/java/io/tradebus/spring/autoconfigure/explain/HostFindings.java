package io.tradebus.spring.autoconfigure.explain;

import io.tradebus.spring.autoconfigure.preflight.HostFinding;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the last start found missing on the machine, unless it is said already of how things are now. */
final class HostFindings {
    private HostFindings() {}

    /** @param known what was found of the driver as it is now */
    static List<Finding> of(List<HostFinding> found, List<Finding> known) {
        Set<String> topics = known.stream().map(Finding::topic).collect(Collectors.toSet());
        return found.stream()
                .map(finding -> Finding.of(topic(finding), finding.problem(), new Evidence(), finding.fix()))
                .filter(finding -> !topics.contains(finding.topic()))
                .toList();
    }

    private static Topic topic(HostFinding finding) {
        return switch (finding.subject()) {
            case STORAGE -> Topic.STORAGE;
            case PROCESSORS -> Topic.THREADS;
            case SOCKET_BUFFERS -> Topic.SOCKET_BUFFERS;
            case PORT, DIRECTORY, MEMORY -> Topic.MACHINE;
        };
    }
}
