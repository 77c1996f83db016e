package io.tradebus.benchmarks;

import java.util.List;

/** What has nothing to reach, in the order in which it is measured as long as there is time. */
final class OtherParts {
    private static final String SPINNING = "Threads never give their processor away. Where there are more of them than"
            + " processors, this measures the scheduler.";
    private static final String PACED =
            "From the moment a message is due to the arrival of its echo. Where the rate reached"
                    + " is below the one asked for, times are those of a queue.";

    private OtherParts() {}

    static List<Part> all() {
        return List.of(
                new Part(
                        "udp-throughput-lengths",
                        "Throughput over UDP, other lengths",
                        "One publisher and one subscriber, as above. Messages of 16384 bytes travel in fragments.",
                        PartTime.shared(2),
                        "--lengths=288,16384",
                        options -> Throughput.run(Transport.UDP, options)),
                new Part(
                        "udp-throughput-window",
                        "Throughput over UDP, a window of 128 KB",
                        "As above, with the window that drivers have by themselves.",
                        PartTime.shared(2),
                        "--lengths=32,1344",
                        options -> Throughput.run(Transport.UDP, options)),
                new Part(
                        "udp-throughput-shared-network",
                        "Throughput over UDP, a thread for the network",
                        "Drivers have two threads each, one of which sends and receives.",
                        PartTime.shared(2),
                        "--threading=shared_network --lengths=32,1344",
                        options -> Throughput.run(Transport.UDP, options)),
                new Part(
                        "udp-throughput-dedicated",
                        "Throughput over UDP, a thread for each agent",
                        "Drivers have three threads each, in place of one.",
                        PartTime.shared(2),
                        "--threading=dedicated --lengths=32,1344",
                        options -> Throughput.run(Transport.UDP, options)),
                new Part(
                        "udp-throughput-spinning",
                        "Throughput over UDP, all threads spinning",
                        SPINNING,
                        PartTime.shared(2),
                        "--waiting=spin --lengths=32,1344",
                        options -> Throughput.run(Transport.UDP, options)),
                new Part(
                        "udp-subscribers",
                        "Throughput over UDP with several subscribers",
                        "Several subscribers at one driver, each of which reads every message.",
                        PartTime.shared(4),
                        "--lengths=288 --subscribers=1,2,4,8",
                        options -> Throughput.run(Transport.UDP, options)),
                new Part(
                        "udp-spread",
                        "Throughput over UDP, spread over many streams",
                        "One thread publishes one message to each stream in turn, and one reads all of them. The more streams"
                                + " there are, the less each may be ahead: windows of all of them together fit into a socket.",
                        new PartTime(4, 16, 1),
                        "--spread=1,10,100,1000",
                        Spread::run),
                new Part(
                        "ipc-throughput",
                        "Throughput over shared memory",
                        "One publisher with an exclusive publication and one subscriber at one driver.",
                        PartTime.shared(4),
                        "--publication=exclusive",
                        options -> Throughput.run(Transport.IPC, options)),
                new Part(
                        "ipc-throughput-concurrent",
                        "Throughput over shared memory, concurrent publication",
                        "As above, with a publication that any thread may append to.",
                        PartTime.shared(2),
                        "--publication=concurrent --lengths=32,1344",
                        options -> Throughput.run(Transport.IPC, options)),
                new Part(
                        "ipc-throughput-batch",
                        "Throughput over shared memory, in batches",
                        "As above, with batches of messages; stock publications are offered them one by one.",
                        PartTime.shared(2),
                        "--publication=batch --lengths=32,1344",
                        options -> Throughput.run(Transport.IPC, options)),
                new Part(
                        "ipc-throughput-spinning",
                        "Throughput over shared memory, all threads spinning",
                        SPINNING,
                        PartTime.shared(2),
                        "--waiting=spin --lengths=32,1344 --publication=exclusive",
                        options -> Throughput.run(Transport.IPC, options)),
                new Part(
                        "ipc-subscribers",
                        "Throughput over shared memory with several subscribers",
                        "Several subscribers of one exclusive publication, each of which reads every message.",
                        PartTime.shared(4),
                        "--lengths=288 --subscribers=1,2,4,8 --publication=exclusive",
                        options -> Throughput.run(Transport.IPC, options)),
                new Part(
                        "udp-paced-round-trip-rates",
                        "Round trip over UDP at other rates",
                        PACED,
                        PartTime.shared(2),
                        "--rates=10000,500000",
                        options -> PacedRoundTrip.run(Transport.UDP, options)),
                new Part(
                        "udp-paced-round-trip-spinning",
                        "Round trip over UDP at a fixed rate, all threads spinning",
                        SPINNING,
                        PartTime.shared(1),
                        "--waiting=spin --rates=100000",
                        options -> PacedRoundTrip.run(Transport.UDP, options)),
                new Part(
                        "ipc-paced-round-trip",
                        "Round trip over shared memory at fixed rates",
                        PACED,
                        PartTime.shared(3),
                        "",
                        options -> PacedRoundTrip.run(Transport.IPC, options)),
                new Part(
                        "udp-round-trip",
                        "Round trip over UDP, one message at a time",
                        "The next message is sent when the last one is back.",
                        PartTime.shared(2),
                        "--lengths=32,1344",
                        options -> RoundTrip.run(Transport.UDP, options)),
                new Part(
                        "loss",
                        "Loss",
                        "Two simulated hosts and a network that loses datagrams; ours only, and in the time of the simulation. The"
                                + " receiver asks for one gap at a time, as stock receivers do, or for several.",
                        PartTime.fixed(6),
                        "--seconds=1",
                        Loss::run));
    }
}
