package io.tradebus.core.driver.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.SoftwareVersion;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.counters.SystemCounters;
import io.tradebus.core.driver.event.EventLog;
import io.tradebus.core.driver.event.SenderEvents;
import io.tradebus.core.driver.exchange.ConductorRequests;
import io.tradebus.core.driver.exchange.CycleTimes;
import io.tradebus.core.driver.exchange.FakeConductor;
import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.OutboundStreamSetup;
import io.tradebus.core.driver.exchange.RejectedDatagrams;
import io.tradebus.core.driver.exchange.SendEndpointSetup;
import io.tradebus.core.driver.exchange.SendEvidence;
import io.tradebus.core.driver.exchange.SenderRequests;
import io.tradebus.core.driver.media.FakePoller;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.format.channel.ControlMode;
import io.tradebus.core.format.frame.DatagramFault;
import io.tradebus.core.format.frame.ErrorFrame;
import io.tradebus.core.format.frame.NakFrame;
import io.tradebus.core.format.frame.RttFrame;
import io.tradebus.core.format.frame.StatusMessageFrame;
import io.tradebus.core.idle.Bell;
import io.tradebus.core.idle.TestSleepers;
import io.tradebus.core.idle.Wakeups;
import io.tradebus.core.support.TestDirectories;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.jspecify.annotations.Nullable;

/** A sender with one endpoint, on a clock that moves when the test says so. */
final class SenderHarness implements AutoCloseable {
    static final long ENDPOINT = 100;
    static final long RECEIVER = 0x1122334455667788L;
    static final long EPOCH_MS = 1_700_000_000_000L;
    static final long WALL_CLOCK_NS = 1_700_000_000_123_456_789L;

    final FakePort port = new FakePort();
    final FakePoller poller = new FakePoller(each -> ((FakePort) each).isClosed);
    final FakeConductor conductor = new FakeConductor();
    final List<Throwable> errors = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    final CountersManager counters;
    final SystemCounters system;
    final SendEvidence evidence;
    final Sender sender;
    final Mailbox<SenderRequests> requests;
    final Mailbox<ConductorRequests> conductorMailbox;
    /** One that is as if the sender slept, until it is rung. */
    final Bell bell = new Bell();

    long nowNs = 5_000_000_000L;

    private final Path directory = TestDirectories.create();
    private final List<TestStream> streams = new ArrayList<>();
    private final AtomicCounter[] faults = new AtomicCounter[DatagramFault.values().length];
    private long nextRegistrationId = 1;

    SenderHarness() {
        this(new SenderSettings(4, 6, 4, 200_000_000, 5_000_000_000L, 1_000_000_000, 500_000), null);
    }

    SenderHarness(SenderSettings settings, @Nullable String resolvableEndpoint) {
        counters = new CountersManager(
                new UnsafeBuffer(ByteBuffer.allocateDirect(512 * 512)),
                new UnsafeBuffer(ByteBuffer.allocateDirect(128 * 512)));
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
        evidence = new SendEvidence(
                counters.newCounter("snd-setups-sent"),
                counters.newCounter("snd-sm-received"),
                counters.newCounter("snd-last-sm"),
                counters.newCounter("snd-refused"));
        requests = new Mailbox<>(system.get(SystemCounter.SENDER_PROXY_FAILS));
        conductorMailbox = new Mailbox<>(system.get(SystemCounter.CONDUCTOR_PROXY_FAILS));
        CycleTimes cycleTimes = new CycleTimes(
                system.get(SystemCounter.SENDER_MAX_CYCLE_TIME),
                system.get(SystemCounter.SENDER_CYCLE_TIME_EXCEEDED),
                100_000_000);
        cycleTimes.onStart(nowNs);
        sender = new Sender(new SenderContext(
                new SenderContext.Clocks(() -> nowNs, () -> EPOCH_MS, () -> WALL_CLOCK_NS),
                system,
                rejected(),
                requests,
                conductorMailbox,
                bell,
                poller,
                cycleTimes,
                settings,
                new SenderContext.Problems(errors::add, warnings::add),
                new SenderEvents(EventLog.off())));
        Wakeups.listen(bell, TestSleepers.counting(new AtomicInteger()));
        sender.onStart();
        sender.addEndpoint(endpoint(ENDPOINT, port, resolvableEndpoint));
    }

    SendEndpointSetup endpoint(long endpointId, FakePort itsPort, @Nullable String resolvable) {
        return new SendEndpointSetup(endpointId, itsPort, ControlMode.NONE, null, resolvable, evidence);
    }

    TestStream add(TestStream stream) {
        return add(stream, ENDPOINT);
    }

    TestStream add(TestStream stream, long endpointId) {
        sender.addStream(stream.create(directory, counters, endpointId, nextRegistrationId++));
        streams.add(stream);
        return stream;
    }

    /** A stream that the sender will be asked to send with its next cycle. */
    TestStream waiting(TestStream stream) {
        OutboundStreamSetup setup = stream.create(directory, counters, ENDPOINT, nextRegistrationId++);
        streams.add(stream);
        requests.offer(agent -> agent.addStream(setup));
        return stream;
    }

    /** A stream that has a receiver with that window from its start on; what was sent until then is forgotten. */
    TestStream connected(TestStream stream, int window) {
        add(stream);
        statusMessage(stream, RECEIVER, stream.position(), window);
        cycle();
        cycle();
        assertThat(stream.isConnected()).isTrue();
        port.takeDatagrams();
        return stream;
    }

    int cycle() {
        return sender.doWork();
    }

    /** Lets time pass and the sender work, every millisecond. */
    void runMs(int ms) {
        for (int i = 0; i < ms; i++) {
            nowNs += 1_000_000;
            cycle();
        }
    }

    List<String> sent() {
        return port.takeLines();
    }

    void statusMessage(TestStream stream, long receiverId, long position, int window) {
        statusMessage(stream, receiverId, position, window, 0, null);
    }

    void statusMessage(
            TestStream stream, long receiverId, long position, int window, int flags, @Nullable Long groupTag) {
        UnsafeBuffer frame = frame(groupTag == null ? StatusMessageFrame.LENGTH : StatusMessageFrame.TAGGED_LENGTH);
        StatusMessageFrame.write(frame, 0, flags, stream.sessionId(), TestStream.STREAM, receiverId);
        StatusMessageFrame.writeConsumption(frame, 0, stream.termId(position), stream.offset(position), window);
        if (groupTag != null) {
            StatusMessageFrame.writeGroupTag(frame, 0, groupTag);
        }
        deliver(frame);
    }

    void setupRequest(int sessionId, int streamId) {
        UnsafeBuffer frame = frame(StatusMessageFrame.LENGTH);
        StatusMessageFrame.write(frame, 0, StatusMessageFrame.FLAG_SETUP_REQUEST, sessionId, streamId, RECEIVER);
        deliver(frame);
    }

    void nak(TestStream stream, long position, int length) {
        nak(stream, stream.termId(position), stream.offset(position), length);
    }

    void nak(TestStream stream, int termId, int termOffset, int length) {
        UnsafeBuffer frame = frame(NakFrame.LENGTH);
        NakFrame.write(frame, 0, stream.sessionId(), TestStream.STREAM, termId, termOffset, length);
        deliver(frame);
    }

    void rtt(int sessionId, int flags, long echoNs, long receiverId) {
        UnsafeBuffer frame = frame(RttFrame.LENGTH);
        RttFrame.write(frame, 0, flags, sessionId, TestStream.STREAM, echoNs, receiverId);
        deliver(frame);
    }

    void error(TestStream stream, long receiverId, @Nullable Long groupTag, String text) {
        UnsafeBuffer frame = frame(ErrorFrame.HEADER_LENGTH + text.length());
        ErrorFrame.write(frame, 0, stream.sessionId(), TestStream.STREAM, receiverId, 13, text);
        if (groupTag != null) {
            ErrorFrame.writeGroupTag(frame, 0, groupTag);
        }
        deliver(frame);
    }

    void deliver(UnsafeBuffer datagram) {
        poller.deliver(port, datagram, FakePort.PEER);
    }

    /** Lets the conductor hear what waits for it, and returns all that it has heard. */
    List<String> conductorHeard() {
        conductorMailbox.drainTo(conductor, Mailbox.CAPACITY);
        return conductor.told;
    }

    long count(SystemCounter counter) {
        return system.get(counter).get();
    }

    long count(DatagramFault fault) {
        return faults[fault.ordinal()].get();
    }

    @Override
    public void close() {
        streams.forEach(TestStream::close);
        new DriverDirectory(directory).delete();
        assertThat(errors).isEmpty();
    }

    static UnsafeBuffer frame(int length) {
        return new UnsafeBuffer(new byte[length]);
    }

    private RejectedDatagrams rejected() {
        RejectedDatagrams rejected = new RejectedDatagrams(system.get(SystemCounter.INVALID_PACKETS));
        for (DatagramFault fault : DatagramFault.values()) {
            faults[fault.ordinal()] = counters.newCounter("rejected: " + fault);
            rejected.counter(fault, faults[fault.ordinal()]);
        }
        return rejected;
    }
}
