package io.tradebus.benchmarks;

import java.util.List;

/** What has to reach something, as numbers. */
final class PartsWithBars {
    private static final String OFFER = "ns per message";
    private static final String CPU = "CPU s per million messages";

    private PartsWithBars() {}

    static List<Part> all() {
        return List.of(
                udpThroughput(),
                udpRoundTrip(),
                offer(
                        "ipc-offer",
                        "Appending and reading in shared memory",
                        "One thread appends messages and reads them in turn, so that nobody waits for anybody.",
                        "exclusive",
                        1.1),
                offer("ipc-offer-concurrent", "Appending to a concurrent publication", "As above.", "concurrent", 1.1),
                offer(
                        "ipc-offer-batch",
                        "Appending in batches",
                        "As above; stock publications know no batches, and are offered the messages one by one.",
                        "batch",
                        2),
                ipcRoundTrip(),
                streams(),
                idleCost());
    }

    private static Part udpThroughput() {
        String small = "32 bytes, exclusive";
        String large = "1344 bytes, exclusive";
        return new Part(
                "udp-throughput",
                "Throughput over UDP",
                "One publisher, one subscriber, a driver each, datagrams on the loopback interface. Drivers of all makers"
                        + " have a window of 512 KB, and rounds are so long that first touching the pages of a new log"
                        + " hardly counts.",
                PartTime.fixed(5),
                "--lengths=32,1344 --window=524288 --seconds=4",
                List.of(
                        Bar.moreThan(Maker.STOCK, "UDP throughput, 1344 bytes, times stock", large, "messages/s", 6),
                        Bar.moreThan(
                                Maker.STOCK_C,
                                "UDP throughput, 1344 bytes, times stock with its C driver",
                                large,
                                "messages/s",
                                3),
                        Bar.moreThan(Maker.STOCK, "UDP throughput, 32 bytes, times stock", small, "messages/s", 1.5),
                        Bar.lessThan(
                                Maker.STOCK,
                                "processor time of a million datagrams of 1344 bytes, times stock",
                                large,
                                CPU,
                                1 / 3.0)),
                options -> Throughput.run(Transport.UDP, options));
    }

    private static Part udpRoundTrip() {
        String name = "32 bytes, 100,000/s, ";
        String text = "UDP round trip at 100,000 messages a second, ";
        return new Part(
                "udp-paced-round-trip",
                "Round trip over UDP at a fixed rate",
                "From the moment a message is due to the arrival of its echo, so that messages behind a delay show"
                        + " it too. Where the rate reached is below the one asked for, times are those of a queue.",
                PartTime.fixed(4.5),
                "--rates=100000 --seconds=4",
                List.of(
                        Bar.lessThan(Maker.STOCK, text + "50 %, times stock", name + "50.0 %", "ns", 0.9),
                        Bar.lessThan(Maker.STOCK, text + "99 %, times stock", name + "99.0 %", "ns", 0.9)),
                options -> PacedRoundTrip.run(Transport.UDP, options));
    }

    private static Part offer(String name, String title, String text, String kind, double limit) {
        return new Part(
                name,
                title,
                text,
                PartTime.fixed(0.5).times(3),
                "--publication=" + kind,
                List.of(Bar.fasterThan(
                        Maker.STOCK,
                        "offers of 32 bytes a second, " + kind + ", times stock",
                        "32 bytes, " + kind + ", offer",
                        OFFER,
                        limit)),
                IpcOffer::run);
    }

    private static Part ipcRoundTrip() {
        return new Part(
                "ipc-round-trip",
                "Round trip over shared memory, one message at a time",
                "The next message is sent when the last one is back. It takes some hundred nanoseconds or some microseconds, as"
                        + " both threads have a processor each or not, which is chance; so there are more rounds of it.",
                PartTime.fixed(1).times(8),
                "--lengths=32 --seconds=0.5",
                List.of(Bar.lessThan(Maker.STOCK, "IPC round trip, 50 %, times stock", "32 bytes, 50.0 %", "ns", 1)),
                options -> RoundTrip.run(Transport.IPC, options));
    }

    private static Part streams() {
        return new Part(
                "streams",
                "A thousand streams",
                "The time to add one more, and processor time of the drivers' agents while nothing is published.",
                PartTime.fixed(8),
                "--streams=1000 --seconds=2",
                List.of(
                        Bar.lessThan(
                                Maker.STOCK,
                                "processor time of conductors and senders with 1,000 idle streams, times stock",
                                "conductors and senders, 1,000 idle streams",
                                "CPU ms per second",
                                1.2),
                        Bar.within(
                                "adding the 1,000th publication, times the 10th",
                                "adding the 1,000th publication",
                                "adding the 10th publication",
                                "ns",
                                1.5),
                        Bar.within(
                                "adding the 1,000th subscription, times the 10th",
                                "adding the 1,000th subscription",
                                "adding the 10th subscription",
                                "ns",
                                1.5)),
                Streams::run);
    }

    private static Part idleCost() {
        return new Part(
                "idle-cost",
                "Little to do",
                "Two processes with the defaults of their maker, and one message a millisecond or none.",
                PartTime.fixed(12),
                "--seconds=2",
                List.of(
                        Bar.lessThan(
                                Maker.STOCK,
                                "UDP round trip of one message a millisecond with defaults, 50 %, times stock",
                                "round trip, one message a millisecond, 50.0 %",
                                "ns",
                                0.3),
                        Bar.lessThan(
                                Maker.STOCK,
                                "processor time of both processes with nothing to do, times stock",
                                "both processes, no messages",
                                "CPU ms per second",
                                0.5)),
                IdleCost::run);
    }
}
