package io.tradebus.benchmarks;

import java.util.List;

/** What is measured when everything is. */
final class Parts {
    private static final String UDP_TEXT =
            "One publisher, one subscriber, a driver each, datagrams on the loopback interface.";

    private Parts() {}

    /** @throws IllegalArgumentException if there is none of this name */
    static Part named(String name) {
        return all().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no '" + name + "', but "
                        + all().stream().map(Part::name).toList()));
    }

    static List<Part> all() {
        return List.of(
                new Part(
                        "udp-throughput",
                        "Throughput over UDP",
                        UDP_TEXT,
                        4,
                        "",
                        options -> Throughput.run(Transport.UDP, options)),
                new Part(
                        "udp-throughput-dedicated",
                        "Throughput over UDP, a thread for each agent",
                        UDP_TEXT + " Drivers have three threads each, in place of one.",
                        2,
                        "--threading=dedicated --lengths=32,1344",
                        options -> Throughput.run(Transport.UDP, options)),
                new Part(
                        "udp-subscribers",
                        "Throughput over UDP with several subscribers",
                        "Several subscribers at one driver, each of which reads every message.",
                        4,
                        "--lengths=288 --subscribers=1,2,4,8",
                        options -> Throughput.run(Transport.UDP, options)),
                new Part(
                        "ipc-offer",
                        "Appending and reading in shared memory",
                        "One thread appends messages and reads them in turn, so that nobody waits for anybody.",
                        2,
                        "--publication=exclusive",
                        IpcOffer::run),
                new Part(
                        "ipc-offer-concurrent",
                        "Appending to a concurrent publication",
                        "As above.",
                        2,
                        "--publication=concurrent",
                        IpcOffer::run),
                new Part(
                        "ipc-offer-batch",
                        "Appending in batches",
                        "As above; stock publications know no batches, and are offered the messages one by one.",
                        2,
                        "--publication=batch",
                        IpcOffer::run),
                new Part(
                        "ipc-throughput",
                        "Throughput over shared memory",
                        "One publisher with an exclusive publication and one subscriber at one driver.",
                        4,
                        "--publication=exclusive",
                        options -> Throughput.run(Transport.IPC, options)),
                new Part(
                        "ipc-throughput-concurrent",
                        "Throughput over shared memory, concurrent publication",
                        "As above, with a publication that any thread may append to.",
                        4,
                        "--publication=concurrent",
                        options -> Throughput.run(Transport.IPC, options)),
                new Part(
                        "ipc-throughput-batch",
                        "Throughput over shared memory, in batches",
                        "As above, with batches of messages; stock publications are offered them one by one.",
                        3,
                        "--publication=batch",
                        options -> Throughput.run(Transport.IPC, options)),
                new Part(
                        "ipc-throughput-spinning",
                        "Throughput over shared memory, all threads spinning",
                        "As above, with threads that never give their processor away. Where there are more of them than"
                                + " processors, this measures the scheduler.",
                        2,
                        "--waiting=spin --lengths=32,1344 --publication=exclusive",
                        options -> Throughput.run(Transport.IPC, options)),
                new Part(
                        "ipc-subscribers",
                        "Throughput over shared memory with several subscribers",
                        "Several subscribers of one exclusive publication, each of which reads every message.",
                        4,
                        "--lengths=288 --subscribers=1,2,4,8 --publication=exclusive",
                        options -> Throughput.run(Transport.IPC, options)),
                new Part(
                        "udp-paced-round-trip",
                        "Round trip over UDP at fixed rates",
                        "From the moment a message is due to the arrival of its echo, so that messages behind a delay show"
                                + " it too. Where the rate reached is below the one asked for, times are those of a queue.",
                        3,
                        "",
                        options -> PacedRoundTrip.run(Transport.UDP, options)),
                new Part(
                        "udp-paced-round-trip-spinning",
                        "Round trip over UDP at a fixed rate, all threads spinning",
                        "As above, with threads that never give their processor away. Where there are more of them than"
                                + " processors, this measures the scheduler.",
                        1,
                        "--waiting=spin --rates=100000",
                        options -> PacedRoundTrip.run(Transport.UDP, options)),
                new Part(
                        "ipc-paced-round-trip",
                        "Round trip over shared memory at fixed rates",
                        "As above, with both clients at one driver.",
                        3,
                        "",
                        options -> PacedRoundTrip.run(Transport.IPC, options)),
                new Part(
                        "udp-round-trip",
                        "Round trip over UDP, one message at a time",
                        "The next message is sent when the last one is back.",
                        2,
                        "--lengths=32,1344",
                        options -> RoundTrip.run(Transport.UDP, options)),
                new Part(
                        "ipc-round-trip",
                        "Round trip over shared memory, one message at a time",
                        "The next message is sent when the last one is back.",
                        1,
                        "--lengths=32",
                        options -> RoundTrip.run(Transport.IPC, options)),
                new Part(
                        "streams",
                        "A thousand streams",
                        "The time to add one more, and processor time of the drivers' agents while nothing is published.",
                        0,
                        "--streams=1000 --seconds=2",
                        Streams::run),
                new Part(
                        "idle-cost",
                        "Little to do",
                        "Two processes with the defaults of their maker, and one message a millisecond or none.",
                        0,
                        "--seconds=2",
                        IdleCost::run),
                new Part(
                        "loss",
                        "Loss",
                        "Two simulated hosts and a network that loses datagrams; ours only, and in the time of the simulation. The"
                                + " receiver asks for one gap at a time, as stock receivers do, or for several.",
                        0,
                        "--seconds=2",
                        Loss::run));
    }
}
