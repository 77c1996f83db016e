package io.tradebus.core.driver.receiver;

import io.tradebus.core.counters.SoftwareVersion;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.counters.SystemCounters;
import io.tradebus.core.driver.event.EventLog;
import io.tradebus.core.driver.event.ReceiverEvents;
import io.tradebus.core.driver.exchange.ConductorRequests;
import io.tradebus.core.driver.exchange.CycleTimes;
import io.tradebus.core.driver.exchange.FakeConductor;
import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.ReceiveEndpointSetup;
import io.tradebus.core.driver.exchange.ReceiveEvidence;
import io.tradebus.core.driver.exchange.ReceiverRequests;
import io.tradebus.core.driver.exchange.RejectedDatagrams;
import io.tradebus.core.driver.exchange.TransportSetup;
import io.tradebus.core.driver.media.FakePoller;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.files.LossReport;
import io.tradebus.core.format.channel.TimestampOffset;
import io.tradebus.core.format.frame.DatagramFault;
import io.tradebus.core.idle.Wakeups;
import io.tradebus.core.support.TestDirectories;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.jspecify.annotations.Nullable;

/** A receiver with one endpoint, on a clock that moves when the test says so. */
final class ReceiverHarness implements AutoCloseable {
    static final long ENDPOINT = 100;
    static final long RECEIVER_ID = 77;
    static final int STREAM = 10;
    static final int SESSION = 5;
    static final long EPOCH_MS = 1_700_000_000_000L;
    static final long WALL_CLOCK_NS = 1_700_000_000_123_456_789L;
    static final long SM_TIMEOUT_NS = 200_000_000L;
    static final long LIVENESS_NS = 10_000_000_000L;
    static final InetSocketAddress SENDER = new InetSocketAddress("127.0.0.1", 40_001);
    static final InetSocketAddress GROUP_CONTROL = new InetSocketAddress("224.20.30.40", 20_122);
    static final InetSocketAddress SOLICITED = new InetSocketAddress("127.0.0.1", 30_001);

    /** What is special to an endpoint. */
    static final class EndpointTraits {
        @Nullable Long groupTag;

        @Nullable InetSocketAddress groupControl;

        @Nullable InetSocketAddress solicited;

        @Nullable String resolvableControl;

        int sessionLimit = Integer.MAX_VALUE;
        int ttl;
        int timestampOffset = TimestampOffset.NONE;
    }

    final FakePort port = new FakePort();
    final FakePoller poller = new FakePoller(each -> ((FakePort) each).isClosed);
    final FakeConductor conductor = new FakeConductor();
    final List<Throwable> errors = new ArrayList<>();
    final CountersManager counters = new CountersManager(
            new UnsafeBuffer(ByteBuffer.allocateDirect(1024 * 512)),
            new UnsafeBuffer(ByteBuffer.allocateDirect(256 * 512)));
    final SystemCounters system;
    final ReceiveEvidence evidence;
    final Mailbox<ReceiverRequests> requests;
    final Mailbox<ConductorRequests> conductorMailbox;
    final Path directory = TestDirectories.create();
    final LossReport lossReport = LossReport.create(directory.resolve("loss-report.dat"), 1 << 20, 4096);
    final Receiver receiver;
    final TestFrames frames = new TestFrames(SESSION, STREAM);
    long nowNs = 5_000_000_000L;
    /** Nanoseconds by which the clock moves each time it is read; 0 as long as a test does not care. */
    long tickNs;

    private final AtomicCounter[] faults = new AtomicCounter[DatagramFault.values().length];
    private final List<TestImage> images = new ArrayList<>();
    private long nextImageId = 1000;
    final Wakeups wakeups = new Wakeups();

    ReceiverHarness() {
        this(new EndpointTraits());
    }

    ReceiverHarness(EndpointTraits traits) {
        system = SystemCounters.allocate(
                counters,
                new SystemCounters.Facts(
                        SoftwareVersion.COMPATIBLE,
                        "INVOKER",
                        100_000_000,
                        100_000_000,
                        100_000_000,
                        5_000_000_000L,
                        ""));
        evidence = newEvidence();
        requests = new Mailbox<>(system.get(SystemCounter.RECEIVER_PROXY_FAILS));
        conductorMailbox = new Mailbox<>(system.get(SystemCounter.CONDUCTOR_PROXY_FAILS));
        CycleTimes cycleTimes = new CycleTimes(
                system.get(SystemCounter.RECEIVER_MAX_CYCLE_TIME),
                system.get(SystemCounter.RECEIVER_CYCLE_TIME_EXCEEDED),
                100_000_000);
        cycleTimes.onStart(readClock());
        receiver = new Receiver(new ReceiverContext(
                new ReceiverContext.Clocks(this::readClock, () -> EPOCH_MS, () -> WALL_CLOCK_NS),
                system,
                rejected(),
                requests,
                conductorMailbox,
                poller,
                lossReport,
                cycleTimes,
                new ReceiverSettings(64, SM_TIMEOUT_NS, LIVENESS_NS, 1_000_000_000L),
                errors::add,
                new ReceiverEvents(EventLog.off()),
                wakeups));
        receiver.onStart();
        receiver.addEndpoint(endpoint(ENDPOINT, port, traits));
    }

    ReceiveEndpointSetup endpoint(long endpointId, @Nullable FakePort itsPort, EndpointTraits traits) {
        return new ReceiveEndpointSetup(
                endpointId,
                itsPort == null ? null : transport(TransportSetup.OWN, itsPort, traits),
                RECEIVER_ID,
                traits.groupTag,
                traits.sessionLimit,
                traits.timestampOffset,
                evidence);
    }

    static TransportSetup transport(long transportId, FakePort itsPort, EndpointTraits traits) {
        return new TransportSetup(
                transportId, itsPort, traits.groupControl, traits.solicited, traits.resolvableControl, traits.ttl);
    }

    /** A harness with an image of the usual session, joined at a position, whose first status message was sent. */
    static ReceiverHarness receiving(long joinPosition) {
        ReceiverHarness harness = new ReceiverHarness();
        harness.receiver.addInterest(ENDPOINT, STREAM);
        harness.add(harness.newImage(harness.frames, joinPosition));
        harness.cycle();
        harness.port.takeLines();
        return harness;
    }

    TestImage newImage(TestFrames itsFrames, long joinPosition) {
        TestImage image = new TestImage(itsFrames, nextImageId++, joinPosition, directory, counters);
        images.add(image);
        return image;
    }

    TestImage add(TestImage image) {
        receiver.addStream(image.setup(ENDPOINT));
        return image;
    }

    /** The image that was made last. */
    TestImage image() {
        return images.get(images.size() - 1);
    }

    void arrive(UnsafeBuffer... datagrams) {
        for (UnsafeBuffer datagram : datagrams) {
            poller.deliver(port, datagram, SENDER);
        }
        cycle();
    }

    int cycle() {
        int workCount = receiver.doWork();
        conductorMailbox.drainTo(conductor, Mailbox.CAPACITY);
        return workCount;
    }

    void cycleAfter(long ns) {
        nowNs += ns;
        cycle();
    }

    /** Lets time pass and the receiver work, every millisecond. */
    void runMs(int ms) {
        for (int i = 0; i < ms; i++) {
            cycleAfter(1_000_000);
        }
    }

    List<String> sent() {
        return port.takeLines();
    }

    long count(SystemCounter counter) {
        return system.get(counter).get();
    }

    long count(DatagramFault fault) {
        return faults[fault.ordinal()].get();
    }

    private long readClock() {
        nowNs += tickNs;
        return nowNs;
    }

    private ReceiveEvidence newEvidence() {
        return new ReceiveEvidence(
                counters.newCounter("rcv-datagrams"),
                counters.newCounter("rcv-last-datagram"),
                counters.newCounter("rcv-setups"),
                counters.newCounter("rcv-unwanted"),
                counters.newCounter("rcv-unwanted-stream"),
                counters.newCounter("rcv-setups-refused"),
                counters.newCounter("rcv-last-refusal"),
                counters.newCounter("rcv-refused-value"));
    }

    private RejectedDatagrams rejected() {
        RejectedDatagrams rejected = new RejectedDatagrams(system.get(SystemCounter.INVALID_PACKETS));
        for (DatagramFault fault : DatagramFault.values()) {
            faults[fault.ordinal()] = counters.newCounter(fault.name());
            rejected.counter(fault, faults[fault.ordinal()]);
        }
        return rejected;
    }

    @Override
    public void close() {
        receiver.onClose();
        images.forEach(image -> image.file.close());
        lossReport.close();
        new DriverDirectory(directory).delete();
    }
}
