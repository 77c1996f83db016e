package io.tradebus.spring.autoconfigure.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.runtime.ListenerSession;
import io.tradebus.core.runtime.NetworkCounters;
import io.tradebus.core.runtime.ReceiverView;
import io.tradebus.core.runtime.ReceptionView;
import io.tradebus.core.runtime.SenderView;
import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.core.runtime.StreamLoss;
import java.util.List;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/** What concerns the network; what the driver does not count is left out. */
public final class NetworkDescription {
    private NetworkDescription() {}

    private static @Nullable Long counted(long value) {
        return value == NetworkCounters.UNKNOWN ? null : value;
    }

    static @Nullable StreamLoss lossOf(List<StreamLoss> losses, StreamDefinition stream, ListenerSession session) {
        return losses.stream()
                .filter(loss -> loss.sessionId() == session.sessionId() && loss.streamId() == stream.streamId())
                .reduce((first, last) -> last)
                .orElse(null);
    }

    /**
     * Of all streams of the driver, since it started.
     *
     * @param naksSent requests for lost data to publishers
     * @param naksReceived requests for lost data from subscribers
     * @param retransmits datagrams sent again
     * @param retransmittedBytes bytes sent again
     * @param gapsGivenUp gaps that were not asked for, on unreliable streams
     * @param invalidDatagrams datagrams that no frame can be read from
     * @param shortSends sends of which the system took less than it was given
     * @param datagramIo how datagrams go
     */
    public record Totals(
            long bytesSent,
            long bytesReceived,
            long naksSent,
            long naksReceived,
            long retransmits,
            long retransmittedBytes,
            long gapsGivenUp,
            long invalidDatagrams,
            long shortSends,
            DatagramIo datagramIo) {
        static Totals of(CountersReader counters) {
            return new Totals(
                    counters.getCounterValue(SystemCounter.BYTES_SENT.id()),
                    counters.getCounterValue(SystemCounter.BYTES_RECEIVED.id()),
                    counters.getCounterValue(SystemCounter.NAKS_SENT.id()),
                    counters.getCounterValue(SystemCounter.NAKS_RECEIVED.id()),
                    counters.getCounterValue(SystemCounter.RETRANSMITS_SENT.id()),
                    counters.getCounterValue(SystemCounter.RETRANSMITTED_BYTES.id()),
                    counters.getCounterValue(SystemCounter.LOSS_GAP_FILLS.id()),
                    counters.getCounterValue(SystemCounter.INVALID_PACKETS.id()),
                    counters.getCounterValue(SystemCounter.SHORT_SENDS.id()),
                    DatagramIo.of(counters));
        }
    }

    /**
     * How datagrams of the driver go, see docs/native-datagrams.md.
     *
     * @param path {@code segments} or {@code sendmmsg} for many by one system call, {@code sendmsg} or {@code nio} for one by
     *     one; of several, the slowest in use
     * @param fallbacks how often a slower one than the best had to be taken
     */
    public record DatagramIo(String path, long fallbacks) {
        private static final List<String> PATHS = List.of("nio", "sendmsg", "sendmmsg", "segments");

        static DatagramIo of(CountersReader counters) {
            return new DatagramIo(
                    PATHS.get((int)
                            Math.max(0, Math.min(PATHS.size() - 1, value(counters, CounterType.DATAGRAM_PATH)))),
                    value(counters, CounterType.DATAGRAM_FALLBACKS));
        }

        /** Drivers that never went by anything but java.nio, and stock ones, have no such counters. */
        private static long value(CountersReader counters, CounterType type) {
            long[] value = {0};
            counters.forEach((counterId, typeId, key, label) -> {
                if (typeId == type.id()) {
                    value[0] = counters.getCounterValue(counterId);
                }
            });
            return value[0];
        }
    }

    /**
     * How a publication is sent.
     *
     * @param status of the channel
     * @param localAddresses sockets it is sent from
     * @param position bytes sent
     * @param limit first position in bytes that receivers do not take yet
     * @param flowControlReceivers receivers that count for flow control
     * @param backPressureEvents how often it had to wait for receivers
     * @param naksReceived requests for lost data
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Sender(
            String status,
            List<String> localAddresses,
            @Nullable Long position,
            @Nullable Long limit,
            @Nullable Long flowControlReceivers,
            @Nullable Long backPressureEvents,
            @Nullable Long naksReceived) {
        static @Nullable Sender of(@Nullable SenderView view) {
            return view == null
                    ? null
                    : new Sender(
                            Names.of(view.status()),
                            view.localAddresses(),
                            counted(view.position()),
                            counted(view.limit()),
                            counted(view.flowControlReceivers()),
                            counted(view.backPressureEvents()),
                            counted(view.naksReceived()));
        }
    }

    /**
     * Where a listener receives a stream.
     *
     * @param channel of the listener, which has other parameters than that of a publisher
     * @param status of the channel
     * @param localAddresses sockets it is received by
     */
    public record Reception(String channel, String status, List<String> localAddresses) {
        static @Nullable Reception of(StreamDefinition stream, @Nullable ReceptionView view) {
            return view == null || !view.isNetwork()
                    ? null
                    : new Reception(stream.subscriptionChannel(), Names.of(view.status()), view.localAddresses());
        }
    }

    /**
     * How one session is received.
     *
     * @param source address of the publisher
     * @param position bytes received without a gap
     * @param highWaterMark highest position received
     * @param behindGap bytes from the first gap to the highest position; 0 while nothing is missing
     * @param naksSent requests for lost data
     * @param losses how often a loss was seen
     * @param lostBytes how much was lost, and on a reliable stream sent again
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Receiver(
            String source,
            long position,
            @Nullable Long highWaterMark,
            long behindGap,
            @Nullable Long naksSent,
            long losses,
            long lostBytes) {
        static @Nullable Receiver of(ListenerSession session, @Nullable StreamLoss loss) {
            ReceiverView view = session.receiver();
            return view == null
                    ? null
                    : new Receiver(
                            session.source(),
                            view.position(),
                            counted(view.highWaterMark()),
                            view.behindGap(),
                            counted(view.naksSent()),
                            loss == null ? 0 : loss.observations(),
                            loss == null ? 0 : loss.bytes());
        }
    }
}
