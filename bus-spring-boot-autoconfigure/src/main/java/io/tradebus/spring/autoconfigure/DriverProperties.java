package io.tradebus.spring.autoconfigure;

import io.tradebus.core.config.DatagramIo;
import io.tradebus.core.config.FlowControlKind;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.spring.autoconfigure.BusProperties.IdleStrategy;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.unit.DataSize;

/**
 * The driver and the client that talks to it: {@code bus.driver}. What is null is not set, and so is a text without letters. The
 * directory is a text, since the binder refuses a path that is empty.
 *
 * @param mode Whether the driver runs in this process or in another one.
 * @param directory Directory of the driver. Embedded: a private one by default. External: by default the standard one of the user.
 * @param deleteOnStart Whether the directory an embedded driver finds is deleted, unless its driver is alive.
 * @param deleteOnStop Whether an embedded driver deletes its directory when it stops.
 * @param threading Which agents of the embedded driver share a thread. "invoker" gives them none: for tests, which run the bus by a BusTestDriver.
 * @param idleStrategy What driver threads do when there is nothing to do.
 * @param idle How the idle strategies "backoff" and "sleeping" wait.
 * @param conductor Thread of the conductor.
 * @param sender Thread of the sender.
 * @param receiver Thread of the receiver.
 * @param timeout Time without a sign of life after which a client gives the driver up, and the driver a client.
 * @param startTimeout Time to wait at start for an external driver to appear.
 * @param reconnect Whether publishers and listeners go on when an external driver that was lost is back; otherwise its loss closes them.
 * @param publicationLinger Time a drained publication stays to answer late requests.
 * @param imageLivenessTimeout Time without a packet after which an image ends.
 * @param unblockTimeout Time after which a claim that was never committed is passed over.
 * @param termLength Length of each of the three terms of a log, unless the stream says otherwise.
 * @param mtu Largest datagram, headers included.
 * @param ipcMtu Largest fragment within this machine, header included.
 * @param sparseFiles Whether log files are created without touching their pages.
 * @param storageCheck What happens when there is not enough space for a file.
 * @param lowStorageWarning Usable space at or below which a warning is recorded and health says so.
 * @param countersBuffer Size of the values of all counters.
 * @param errorBuffer Size of the log of distinct errors.
 * @param socket Sockets.
 * @param flowControl How a sender is slowed down.
 * @param nakOutstanding Most gaps of one stream that are asked for at the same time; 1 asks for one after the other.
 * @param datagramIo How datagrams are sent and received: "auto" and "native" by system calls that take many, where that works; "nio" one by one.
 * @param options Other settings of the embedded driver by their standard names.
 */
public record DriverProperties(
        Mode mode,
        @Nullable String directory,
        @Nullable Boolean deleteOnStart,
        @Nullable Boolean deleteOnStop,
        @Nullable ThreadingMode threading,
        @Nullable IdleStrategy idleStrategy,
        Idle idle,
        AgentThread conductor,
        AgentThread sender,
        AgentThread receiver,
        @Nullable Duration timeout,
        @Nullable Duration startTimeout,
        @Nullable Boolean reconnect,
        @Nullable Duration publicationLinger,
        @Nullable Duration imageLivenessTimeout,
        @Nullable Duration unblockTimeout,
        @Nullable DataSize termLength,
        @Nullable DataSize mtu,
        @Nullable DataSize ipcMtu,
        @Nullable Boolean sparseFiles,
        @Nullable StorageCheck storageCheck,
        @Nullable DataSize lowStorageWarning,
        @Nullable DataSize countersBuffer,
        @Nullable DataSize errorBuffer,
        Socket socket,
        FlowControl flowControl,
        @Nullable Integer nakOutstanding,
        @Nullable DatagramIo datagramIo,
        Map<String, String> options) {
    static final DriverProperties UNSET = new DriverProperties(
            Mode.EMBEDDED,
            null,
            null,
            null,
            null,
            null,
            Idle.UNSET,
            AgentThread.UNSET,
            AgentThread.UNSET,
            AgentThread.UNSET,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            Socket.UNSET,
            FlowControl.UNSET,
            null,
            null,
            Map.of());

    public DriverProperties {
        mode = mode == null ? Mode.EMBEDDED : mode;
        directory = BusPropertiesMapper.blankToNull(directory);
        options = options == null ? Map.of() : options;
        idle = idle == null ? Idle.UNSET : idle;
        conductor = conductor == null ? AgentThread.UNSET : conductor;
        sender = sender == null ? AgentThread.UNSET : sender;
        receiver = receiver == null ? AgentThread.UNSET : receiver;
        socket = socket == null ? Socket.UNSET : socket;
        flowControl = flowControl == null ? FlowControl.UNSET : flowControl;
    }

    /** Where the driver runs. */
    public enum Mode {
        /** In this process. */
        EMBEDDED,
        /** In another one, found by its directory. */
        EXTERNAL
    }

    /** What happens when there is not enough space for a file. */
    public enum StorageCheck {
        /** The start, or the publication, fails. */
        FAIL,
        /** It is created, and a warning recorded. */
        WARN,
        /** It is created. */
        OFF
    }

    /**
     * Waiting of idle threads.
     *
     * @param spins Number of spins before the first yield.
     * @param yields Number of yields before the first sleep.
     * @param minPark Shortest sleep.
     * @param maxPark Longest sleep, and the sleep of the idle strategy "sleeping".
     */
    public record Idle(
            @Nullable Integer spins,
            @Nullable Integer yields,
            @Nullable Duration minPark,
            @Nullable Duration maxPark) {
        static final Idle UNSET = new Idle(null, null, null, null);
    }

    /**
     * One thread of the driver.
     *
     * @param idleStrategy What this thread does when there is nothing to do, if not what all driver threads do.
     */
    public record AgentThread(@Nullable IdleStrategy idleStrategy) {
        static final AgentThread UNSET = new AgentThread(null);
    }

    /**
     * Sockets.
     *
     * @param sendBuffer Size of the send buffer of a socket.
     * @param receiveBuffer Size of the receive buffer of a socket.
     * @param multicastTtl Number of hops of a multicast datagram; 0 leaves it to the operating system.
     * @param networkInterface Interface of UDP channels that do not name one and leave this machine, by address with prefix or by name.
     */
    public record Socket(
            @Nullable DataSize sendBuffer,
            @Nullable DataSize receiveBuffer,
            @Nullable Integer multicastTtl,
            @Name("interface") @Nullable String networkInterface) {
        static final Socket UNSET = new Socket(null, null, null, null);

        public Socket {
            networkInterface = BusPropertiesMapper.blankToNull(networkInterface);
        }
    }

    /**
     * Flow control.
     *
     * @param unicast Strategy of channels with one receiver.
     * @param multicast Strategy of channels with many receivers.
     */
    public record FlowControl(
            @Nullable FlowControlKind unicast, @Nullable FlowControlKind multicast) {
        static final FlowControl UNSET = new FlowControl(null, null);
    }
}
