package io.tradebus.core.driver.media.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.DatagramIo;
import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.driver.media.DatagramPorts;
import io.tradebus.core.driver.media.NioDatagramPorts;
import io.tradebus.core.driver.media.PortPoller;
import io.tradebus.core.driver.media.PortRole;
import io.tradebus.core.driver.media.PortSettings;
import io.tradebus.core.driver.media.SystemInterfaces;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.Test;

class LinuxDatagramPortsTest {
    private static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final FakeKernel kernel = new FakeKernel();
    private final List<String> told = new ArrayList<>();
    private final CountersManager counters = new CountersManager(
            new UnsafeBuffer(ByteBuffer.allocateDirect(8 * CountersReader.METADATA_LENGTH)),
            new UnsafeBuffer(ByteBuffer.allocateDirect(8 * CountersReader.COUNTER_LENGTH)),
            StandardCharsets.US_ASCII);
    private final DatagramPorts nio = new NioDatagramPorts(told::add);
    private boolean isPermitted = true;
    private long nowNs;

    @Test
    void opensItsOwnPortsWhereDatagramsComeThrough() {
        kernel.loop = bytes -> bytes;

        assertThat(open(ports(), PortRole.RECEIVER)).isInstanceOf(LinuxDatagramPort.class);

        assertThat(shown())
                .containsExactly("datagram-io path: 3=segments 2=sendmmsg 1=sendmsg = 3", "datagram-io fallbacks = 0");
        assertThat(told).isEmpty();
    }

    @Test
    void beginsWithTheBestPathThatIsNotRefused() {
        kernel.loop = bytes -> bytes;
        kernel.refusals.put(SendPath.SEGMENTS, Errno.EOPNOTSUPP);

        assertThat(open(ports(), PortRole.SENDER).datagramsPerCall(1408)).isEqualTo(16);

        assertThat(shown()).contains("datagram-io path: 3=segments 2=sendmmsg 1=sendmsg = 2");
    }

    @Test
    void leavesAMachineAloneWhereNothingComesThroughAsItWasSent() {
        DatagramPorts ports = ports();

        for (int i = 0; i < 2; i++) {
            try (DatagramPort port = open(ports, PortRole.RECEIVER)) {
                assertThat(port).isNotInstanceOf(LinuxDatagramPort.class);
            }
        }

        assertThat(told)
                .containsExactly("native datagram I/O is not used, java.nio is:"
                        + " datagrams do not come through on the loopback interface");
        assertThat(shown()).isEmpty();
    }

    @Test
    void leavesAMachineAloneThatChangesDatagrams() {
        kernel.loop = bytes -> {
            byte[] changed = bytes.clone();
            changed[changed.length - 1]++;
            return changed;
        };

        try (DatagramPort port = open(ports(), PortRole.RECEIVER)) {
            assertThat(port).isNotInstanceOf(LinuxDatagramPort.class);
        }
    }

    @Test
    void doesNotMakeTheJavaRuntimeWarnUnlessAskedTo() {
        isPermitted = false;

        assertThat(PortChoice.around(nio, false, source(), told::add, counters, () -> nowNs))
                .isSameAs(nio);
        assertThat(PortChoice.around(nio, true, source(), told::add, counters, () -> nowNs))
                .isNotSameAs(nio);
        assertThat(PortChoice.around(nio, DatagramIo.NIO, told::add, counters, () -> nowNs, told::add))
                .isSameAs(nio);
    }

    @Test
    void saysWhatTheJavaRuntimeSaysThatDoesNotPermitIt() {
        KernelSource denied = new KernelSource() {
            @Override
            public boolean isPermitted() {
                return false;
            }

            @Override
            public Kernel newKernel() {
                throw new ExceptionInInitializerError(new IllegalCallerException("Illegal native access"));
            }
        };

        open(PortChoice.around(nio, true, denied, told::add, counters, () -> nowNs), PortRole.SENDER)
                .close();

        assertThat(told)
                .containsExactly("native datagram I/O is not used, java.nio is:"
                        + " java.lang.IllegalCallerException: Illegal native access");
    }

    @Test
    void leavesGroupsAndNamesToTheOtherPorts() {
        kernel.loop = bytes -> bytes;
        DatagramPorts ports = ports();
        PortSettings.Multicast multicast = new PortSettings.Multicast(
                new InetSocketAddress("224.20.30.139", 1).getAddress(),
                new SystemInterfaces()
                        .all().stream()
                                .filter(each -> each.isUp() && each.isLoopback())
                                .findFirst()
                                .orElseThrow(),
                0);

        try (DatagramPort names = open(ports, PortRole.NAMES);
                DatagramPort group = ports.open(new PortSettings(
                        "aeron:udp?alias=group",
                        PortRole.RECEIVER,
                        new InetSocketAddress("0.0.0.0", 0),
                        null,
                        false,
                        multicast,
                        0,
                        0))) {
            assertThat(names).isNotInstanceOf(LinuxDatagramPort.class);
            assertThat(group).isNotInstanceOf(LinuxDatagramPort.class);
        }
        assertThat(told).isEmpty();
    }

    @Test
    void aPortThatCannotBeOpenedIsOpenedByTheOtherKindAndCounted() {
        kernel.loop = bytes -> bytes;
        DatagramPorts ports = ports();
        open(ports, PortRole.RECEIVER);
        kernel.openFailure = Errno.EPERM;

        for (int i = 0; i < 2; i++) {
            try (DatagramPort port = open(ports, PortRole.RECEIVER)) {
                assertThat(port).isNotInstanceOf(LinuxDatagramPort.class);
            }
        }

        assertThat(told)
                .containsExactly("a port goes on with java.nio, cause: aeron:udp?alias=test: Operation not permitted");
        assertThat(shown()).contains("datagram-io fallbacks = 2");
    }

    @Test
    void aPathThatIsRefusedIsToldOnceAndCountedForEachPort() {
        kernel.loop = bytes -> bytes;
        DatagramPorts ports = ports();
        DatagramPort first = open(ports, PortRole.SENDER);
        DatagramPort second = open(ports, PortRole.SENDER);
        kernel.refusals.put(SendPath.SEGMENTS, Errno.EIO);
        InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);

        for (DatagramPort port : List.of(first, second, first)) {
            assertThat(port.send(ByteBuffer.allocateDirect(100), 40, target)).isEqualTo(100);
            assertThat(port.hasFailed()).isFalse();
        }

        assertThat(told)
                .containsExactly("sendmsg with UDP_SEGMENT is refused, cause: Input/output error;"
                        + " what meets this goes by sendmmsg, and is tried again every minute");
        assertThat(shown())
                .containsExactly("datagram-io path: 3=segments 2=sendmmsg 1=sendmsg = 2", "datagram-io fallbacks = 2");
    }

    @Test
    void aTargetThatIsRefusedLongDatagramsDoesNotSlowOthersDown() {
        kernel.loop = bytes -> bytes;
        DatagramPort port = open(ports(), PortRole.SENDER);
        InetSocketAddress narrow = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8);
        InetSocketAddress wide = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
        kernel.longest.put(8, 30);
        kernel.sent.clear();

        for (InetSocketAddress target : List.of(narrow, wide, narrow)) {
            assertThat(port.send(ByteBuffer.allocateDirect(80), 40, target)).isEqualTo(80);
        }
        port.send(ByteBuffer.allocateDirect(60), 30, narrow);

        assertThat(kernel.sent.stream().map(each -> each.split("\0")[0].strip()))
                .containsExactly(
                        "sendmmsg",
                        "sendmmsg",
                        "sendmsg with UDP_SEGMENT 40x",
                        "sendmmsg",
                        "sendmmsg",
                        "sendmsg with UDP_SEGMENT 30x");
    }

    @Test
    void datagramsThatAreRefusedDoNotSlowShorterOnesToTheSamePeerDown() {
        kernel.loop = bytes -> bytes;
        DatagramPort port = open(ports(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 8));
        kernel.longest.put(8, 30);

        assertThat(port.send(ByteBuffer.allocateDirect(80), 40, null)).isEqualTo(80);

        assertThat(port.datagramsPerCall(40)).isEqualTo(MessageSender.MAX_MESSAGES);
        assertThat(port.datagramsPerCall(39)).isEqualTo(Segments.MAX_COUNT);
    }

    @Test
    void aRunThatGoesToManyIsAsLongAsTheSlowestOfThemTakes() {
        kernel.loop = bytes -> bytes;
        DatagramPort port = open(ports(), PortRole.SENDER);
        kernel.longest.put(8, 30);
        kernel.longest.put(9, 40);
        for (int target = 8; target < 11; target++) {
            send(port, target, 50);
        }

        assertThat(port.datagramsPerCall(50)).isEqualTo(MessageSender.MAX_MESSAGES);
        assertThat(port.datagramsPerCall(49)).isEqualTo(Segments.MAX_COUNT);
        send(port, 8, 31);
        assertThat(port.datagramsPerCall(31)).isEqualTo(MessageSender.MAX_MESSAGES);

        kernel.longest.clear();
        nowNs += SendTarget.RETRY_NS;
        send(port, 8, 50);
        assertThat(port.datagramsPerCall(50)).as("the other one").isEqualTo(MessageSender.MAX_MESSAGES);
        assertThat(port.datagramsPerCall(31)).isEqualTo(Segments.MAX_COUNT);
        send(port, 9, 50);
        assertThat(port.datagramsPerCall(50)).isEqualTo(Segments.MAX_COUNT);
    }

    @Test
    void aTargetThatNothingIsSentToAnyMoreDoesNotSlowOthersDownForLong() {
        kernel.loop = bytes -> bytes;
        DatagramPort port = open(ports(), PortRole.SENDER);
        kernel.longest.put(8, 30);
        kernel.longest.put(9, 30);
        send(port, 8, 50);
        send(port, 9, 50);
        nowNs += SendTarget.RETRY_NS;
        send(port, 9, 50);
        assertThat(port.datagramsPerCall(50)).isEqualTo(MessageSender.MAX_MESSAGES);

        nowNs += SendTarget.RETRY_NS;
        kernel.longest.remove(9);
        send(port, 9, 50);

        assertThat(port.datagramsPerCall(50)).isEqualTo(Segments.MAX_COUNT);
        assertThat(shown()).contains("datagram-io path: 3=segments 2=sendmmsg 1=sendmsg = 3");
    }

    @Test
    void aFewPortsAreReadWithoutBeingAskedAfterOneHadSomething() {
        kernel.loop = bytes -> bytes;
        DatagramPorts ports = ports();
        DatagramPort first = open(ports, PortRole.RECEIVER);
        DatagramPort second = open(ports, PortRole.RECEIVER);
        kernel.asked.clear();
        try (PortPoller poller = ports.newPoller()) {
            poller.add(first, (buffer, offset, length, source) -> {});
            poller.add(second, (buffer, offset, length, source) -> {});

            assertThat(poller.poll(4)).isZero();
            assertThat(asked()).as("nothing yet").containsExactly("epoll_wait");
            kernel.arriving.add(new FakeKernel.Message(new byte[7], new byte[0], 0));
            assertThat(poller.poll(4)).isEqualTo(7);
            assertThat(asked()).as("the one that has something").containsExactly("epoll_wait", "recvmmsg");
            kernel.arriving.add(new FakeKernel.Message(new byte[8], new byte[0], 0));
            assertThat(poller.poll(4)).isEqualTo(8);
            assertThat(asked()).as("there may be more").containsExactly("recvmmsg", "recvmmsg");
            assertThat(poller.poll(4)).isZero();
            assertThat(asked()).as("there was no more").containsExactly("recvmmsg", "recvmmsg");
            assertThat(poller.poll(4)).isZero();
            assertThat(asked()).as("as at the beginning").containsExactly("epoll_wait");
        }
    }

    @Test
    void takesLittleOfWhatComesJoinedInOneTurnSoThatItsSenderCanGoOn() {
        kernel.loop = bytes -> bytes;
        DatagramPort port = open(ports(), PortRole.RECEIVER);
        arrive(20, 60_000);

        assertThat(port.receive((buffer, offset, length, source) -> {}, 16)).isEqualTo(8 * 60_000);
        assertThat(port.receive((buffer, offset, length, source) -> {}, 16)).isEqualTo(2 * 60_000);
        assertThat(port.receive((buffer, offset, length, source) -> {}, 16)).isEqualTo(2 * 60_000);

        kernel.arriving.clear();
        arrive(20, 100);
        assertThat(port.receive((buffer, offset, length, source) -> {}, 16))
                .as("short ones again")
                .isEqualTo(16 * 100);
    }

    private void arrive(int count, int length) {
        for (int i = 0; i < count; i++) {
            kernel.arriving.add(new FakeKernel.Message(new byte[length], new byte[0], 0));
        }
    }

    private List<String> asked() {
        List<String> asked = List.copyOf(kernel.asked);
        kernel.asked.clear();
        return asked;
    }

    @Test
    void portsAreAskedOneByOneWhenTheyCannotBeAskedInOneCall() {
        kernel.loop = bytes -> bytes;
        DatagramPorts ports = ports();
        List<String> heard = new ArrayList<>();
        try (PortPoller poller = ports.newPoller()) {
            for (int i = 0; i <= LinuxPortPoller.MAX_DIRECT; i++) {
                poller.add(
                        open(ports, PortRole.RECEIVER),
                        (buffer, offset, length, source) ->
                                heard.add(buffer.getStringWithoutLengthAscii(offset, length)));
            }
            kernel.waits.addAll(List.of(-Errno.EINTR, -Errno.EINVAL, -Errno.EINVAL));
            kernel.arriving.add(new FakeKernel.Message("a".getBytes(StandardCharsets.US_ASCII), new byte[0], 0));

            assertThat(poller.poll(1)).isZero();
            assertThat(told).isEmpty();
            assertThat(poller.poll(1)).isEqualTo(1);
            poller.poll(1);
        }

        assertThat(heard).containsExactly("a");
        assertThat(told).containsExactly("ports are asked one by one for datagrams, cause: Invalid argument");
    }

    @Test
    void showsTheBestPathAgainOnceNothingIsRefusedAnyMore() {
        kernel.loop = bytes -> bytes;
        DatagramPorts ports = ports();
        DatagramPort first = open(ports, PortRole.SENDER);
        DatagramPort second = open(ports, PortRole.SENDER);
        InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
        kernel.refusals.put(SendPath.SEGMENTS, Errno.EIO);
        first.send(ByteBuffer.allocateDirect(100), 40, target);
        second.send(ByteBuffer.allocateDirect(100), 40, target);
        kernel.refusals.clear();

        nowNs += SendTarget.RETRY_NS;
        first.send(ByteBuffer.allocateDirect(100), 40, target);
        assertThat(shown()).contains("datagram-io path: 3=segments 2=sendmmsg 1=sendmsg = 2");
        second.close();

        assertThat(shown())
                .containsExactly("datagram-io path: 3=segments 2=sendmmsg 1=sendmsg = 3", "datagram-io fallbacks = 2");
    }

    @Test
    void isPreparedOnAnotherThreadAndShownByTheOneThatOpens() throws InterruptedException {
        kernel.loop = bytes -> bytes;
        DatagramPorts ports = ports();
        Thread preparing = new Thread(ports::prepare);
        preparing.start();
        preparing.join();
        assertThat(shown()).as("counters are of the conductor").isEmpty();
        int sentToFindOut = kernel.sent.size();

        open(ports, PortRole.SENDER);

        assertThat(shown()).hasSize(2);
        assertThat(sentToFindOut).isPositive().isEqualTo(kernel.sent.size());
    }

    @Test
    void anInterruptionDoesNotEndTheTrial() {
        kernel.loop = bytes -> bytes;
        kernel.pending.add(Errno.EINTR);
        kernel.waits.addAll(List.of(-Errno.EINTR, 0, -Errno.EINTR));

        assertThat(open(ports(), PortRole.SENDER)).isInstanceOf(LinuxDatagramPort.class);

        assertThat(shown()).contains("datagram-io path: 3=segments 2=sendmmsg 1=sendmsg = 3");
        assertThat(told).isEmpty();
    }

    @Test
    void saysSoWhenJoinedDatagramsDoNotComeThrough() {
        // Each is lost that the kernel says it has joined.
        kernel.loop = bytes -> bytes;
        kernel.isJoiningWrong = true;

        assertThat(open(ports(), PortRole.SENDER)).isInstanceOf(LinuxDatagramPort.class);

        assertThat(told)
                .containsExactly("datagrams are received one by one: joined ones did not come through on the loopback"
                        + " interface");
    }

    @Test
    void worksWithoutCountersWhenThereIsNoRoomForThem() {
        kernel.loop = bytes -> bytes;
        while (counters.available() > 0) {
            counters.allocate("full");
        }
        int full = shown().size();
        DatagramPort port = open(ports(), PortRole.SENDER);

        assertThat(port).isInstanceOf(LinuxDatagramPort.class);
        assertThat(shown()).hasSize(full);
        assertThat(told).singleElement().asString().startsWith("there is no counter left");
    }

    @Test
    void takesNoCounterWhenThereIsRoomForOneOnly() {
        kernel.loop = bytes -> bytes;
        while (counters.available() > 1) {
            counters.allocate("full");
        }
        List<String> before = shown();

        open(ports(), PortRole.SENDER);

        assertThat(shown()).isEqualTo(before);
        assertThat(told).singleElement().asString().startsWith("there is no counter left");
    }

    @Test
    void wantOfMemoryInTheKernelIsWantOfRoom() {
        kernel.loop = bytes -> bytes;
        DatagramPort port = open(ports(), PortRole.SENDER);
        InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
        for (int errno : List.of(Errno.ENOBUFS, Errno.ENOMEM)) {
            kernel.pending.add(errno);

            assertThat(port.send(ByteBuffer.allocateDirect(100), 40, target)).isZero();
            assertThat(port.hasFailed()).isFalse();
        }
        assertThat(told).isEmpty();
    }

    /** Two datagrams to a port of this machine. */
    private static void send(DatagramPort port, int target, int segmentLength) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), target);
        assertThat(port.send(ByteBuffer.allocateDirect(2 * segmentLength), segmentLength, address))
                .isEqualTo(2 * segmentLength);
    }

    private DatagramPorts ports() {
        return PortChoice.around(nio, false, source(), told::add, counters, () -> nowNs);
    }

    private KernelSource source() {
        return new KernelSource() {
            @Override
            public boolean isPermitted() {
                return isPermitted;
            }

            @Override
            public Kernel newKernel() {
                return kernel;
            }
        };
    }

    private List<String> shown() {
        List<String> shown = new ArrayList<>();
        counters.forEach((id, label) -> shown.add(label + " = " + counters.getCounterValue(id)));
        return shown;
    }

    private static DatagramPort open(DatagramPorts ports, InetSocketAddress peer) {
        return ports.open(new PortSettings("aeron:udp?alias=test", PortRole.SENDER, LOOPBACK, peer, false, null, 0, 0));
    }

    private static DatagramPort open(DatagramPorts ports, PortRole role) {
        return ports.open(new PortSettings("aeron:udp?alias=test", role, LOOPBACK, null, false, null, 0, 0));
    }
}
