package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.RegistrationException;
import io.tradebus.core.client.ExclusivePublication;
import io.tradebus.core.client.Publication;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What channels may ask for, over UDP between our driver and a stock one, both ways at once: the stream to the stock side
 * and the one to ours have the same ids.
 */
@Conformance("SM-90")
class UdpFeatureExchangeIT {
    private static final int STREAM_ID = 1001;
    private static final int NUMBER_OFFSET = 16;

    private final String atStock = UdpDrivers.unicast(UdpDrivers.freePort());
    private final String atOurs = UdpDrivers.unicast(UdpDrivers.freePort());
    private FarPeers peers = new FarPeers();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[32]);

    @AfterEach
    void close() {
        peers.close();
    }

    @Test
    @Conformance({"SM-47", "SM-72", "DB-27"})
    void aPublicationBeginsWhereItIsTold() {
        String start = "|init-term-id=5|term-id=7|term-offset=128|term-length=64k";
        io.aeron.Subscription stock = peers.stock.addSubscription(atStock, STREAM_ID);
        Subscription ours = peers.ours.addSubscription(atOurs, STREAM_ID);
        Publication toStock = peers.ours.addPublication(atStock + start, STREAM_ID);
        io.aeron.Publication toOurs = peers.stock.addExclusivePublication(atOurs + start, STREAM_ID);
        Await.until("both are connected", () -> toStock.isConnected() && toOurs.isConnected());
        Await.until("both have an image", () -> !stock.hasNoImages() && ours.imageCount() > 0);

        assertThat(stock.imageAtIndex(0).joinPosition()).isEqualTo(131_200);
        assertThat(ours.imageAtIndex(0).joinPosition()).isEqualTo(131_200);
        publish(() -> toStock.offer(message, 0, message.capacity()));
        publish(() -> toOurs.offer(message));
        Set<Integer> termIds = new HashSet<>();
        Await.until("both have read", () -> {
            stock.poll((buffer, offset, length, header) -> termIds.add(header.termId()), 1);
            ours.poll((buffer, offset, length, header) -> termIds.add(header.termId()), 1);
            return stock.imageAtIndex(0).position() == 131_264
                    && ours.imageAtIndex(0).position() == 131_264;
        });
        assertThat(termIds).containsExactly(7);
    }

    @Test
    @Conformance({"DB-25", "DB-49", "WP-46"})
    void aSubscriptionToOneSessionReadsNoOther() {
        io.aeron.Subscription stock = peers.stock.addSubscription(atStock + "|session-id=77", STREAM_ID);
        Subscription ours = peers.ours.addSubscription(atOurs + "|session-id=77", STREAM_ID);
        Publication other = peers.ours.addPublication(atStock, STREAM_ID);
        io.aeron.Publication otherToOurs = peers.stock.addPublication(atOurs, STREAM_ID);
        String tagged = "aeron:udp?endpoint=localhost:" + UdpDrivers.freePort();
        String taggedToOurs = "aeron:udp?endpoint=localhost:" + UdpDrivers.freePort();
        peers.ours.addPublication(tagged + "|tags=1,2|session-id=77", STREAM_ID);
        peers.stock.addPublication(taggedToOurs + "|tags=1,2|session-id=77", STREAM_ID);
        ExclusivePublication toStock = peers.ours.addExclusivePublication(atStock + "|session-id=tag:2", STREAM_ID);
        io.aeron.Publication toOurs = peers.stock.addExclusivePublication(atOurs + "|session-id=tag:2", STREAM_ID);
        Await.until("both are connected", () -> toStock.isConnected() && toOurs.isConnected());
        Await.until("both have an image", () -> !stock.hasNoImages() && ours.imageCount() > 0);

        assertThat(stock.images()).hasSize(1);
        assertThat(ours.images()).hasSize(1);
        assertThat(stock.imageAtIndex(0).sessionId()).isEqualTo(77);
        assertThat(ours.imageAtIndex(0).sessionId()).isEqualTo(77);
        assertThat(other.isConnected()).isFalse();
        assertThat(otherToOurs.isConnected()).isFalse();
    }

    @Test
    @Conformance({"SM-74", "DB-43", "WP-50"})
    void aPublicationThatIsRevokedEndsWithoutBeingRead() {
        List<String> ends = new CopyOnWriteArrayList<>();
        peers.stock.addSubscription(
                atStock,
                STREAM_ID,
                image -> {},
                image -> ends.add("stock " + image.position() + " " + image.isPublicationRevoked()));
        peers.ours.addSubscription(
                atOurs,
                STREAM_ID,
                image -> {},
                image -> ends.add("ours " + image.position() + " " + image.isRevoked()));
        ExclusivePublication toStock = peers.ours.addExclusivePublication(atStock, STREAM_ID);
        io.aeron.ExclusivePublication toOurs = peers.stock.addExclusivePublication(atOurs, STREAM_ID);
        Await.until("both are connected", () -> toStock.isConnected() && toOurs.isConnected());
        publish(() -> toStock.offer(message, 0, message.capacity()));
        publish(() -> toOurs.offer(message));

        toStock.revoke();
        toOurs.revoke();

        Await.until("both images are gone", () -> ends.size() == 2);
        assertThat(ends).containsExactlyInAnyOrder("stock 0 true", "ours 0 true");
        assertThat(peers.countedByOurs(SystemCounter.PUBLICATIONS_REVOKED)).isEqualTo(1);
        assertThat(peers.countedByOurs(SystemCounter.IMAGES_REVOKED)).isEqualTo(1);
        assertThat(peers.countedByStock(SystemCounter.PUBLICATIONS_REVOKED)).isEqualTo(1);
        assertThat(peers.countedByStock(SystemCounter.IMAGES_REVOKED)).isEqualTo(1);
    }

    @Test
    @Conformance({"DB-40", "DB-53"})
    void aStreamThatMayNotSayThatItEndsFallsSilentAndComesBackWhereItMay() {
        peers.close();
        peers = new FarPeers(TimeUnit.SECONDS.toNanos(1));
        List<String> images = new CopyOnWriteArrayList<>();
        for (int stream = STREAM_ID; stream <= STREAM_ID + 1; stream++) {
            String rejoin = "|rejoin=" + (stream == STREAM_ID);
            peers.stock.addSubscription(
                    atStock + rejoin,
                    stream,
                    image -> images.add("stock + " + image.subscription().streamId()),
                    image -> images.add("stock - " + image.isEndOfStream()));
            peers.ours.addSubscription(
                    atOurs + rejoin,
                    stream,
                    image -> images.add("ours + " + image.subscription().streamId()),
                    image -> images.add("ours - " + image.isEndOfStream()));
        }
        publishInBothStreamsAndGo();
        Await.until(
                "images end for lack of a sign of life",
                () -> count(images, "stock - false") == 2 && count(images, "ours - false") == 2);

        publishInBothStreamsAndGo();

        Await.until(
                "those come back that may",
                () -> count(images, "stock + " + STREAM_ID) == 2 && count(images, "ours + " + STREAM_ID) == 2);
        Await.until("and end again", () -> count(images, "stock - false") == 3 && count(images, "ours - false") == 3);
        assertThat(count(images, "stock + " + (STREAM_ID + 1))).isEqualTo(1);
        assertThat(count(images, "ours + " + (STREAM_ID + 1))).isEqualTo(1);
    }

    /** Publishes session 77 of both streams, both ways, until those of the first are connected. */
    private void publishInBothStreamsAndGo() {
        String options = "|session-id=77|eos=false|linger=0";
        ExclusivePublication secondToStock =
                added(() -> peers.ours.addExclusivePublication(atStock + options, STREAM_ID + 1));
        io.aeron.Publication secondToOurs =
                added(() -> peers.stock.addExclusivePublication(atOurs + options, STREAM_ID + 1));
        ExclusivePublication toStock = added(() -> peers.ours.addExclusivePublication(atStock + options, STREAM_ID));
        io.aeron.Publication toOurs = added(() -> peers.stock.addExclusivePublication(atOurs + options, STREAM_ID));
        Await.until("both are connected", () -> toStock.isConnected() && toOurs.isConnected());
        toStock.close();
        toOurs.close();
        secondToStock.close();
        secondToOurs.close();
    }

    @Test
    @Conformance("DB-63")
    void oneSessionMoreThanAllowedWaitsUntilAnotherGoes() {
        io.aeron.Subscription stock = peers.stock.addSubscription(atStock, STREAM_ID);
        Subscription ours = peers.ours.addSubscription(atOurs, STREAM_ID);
        ExclusivePublication[] toStock = new ExclusivePublication[FarPeers.SESSION_LIMIT];
        io.aeron.Publication[] toOurs = new io.aeron.Publication[FarPeers.SESSION_LIMIT];
        for (int i = 0; i < FarPeers.SESSION_LIMIT; i++) {
            toStock[i] = peers.ours.addExclusivePublication(atStock, STREAM_ID);
            toOurs[i] = peers.stock.addExclusivePublication(atOurs, STREAM_ID);
        }
        Await.until("all are connected", () -> stock.imageCount() == 2 && ours.imageCount() == 2);
        long ourErrors = peers.countedByOurs(SystemCounter.ERRORS);
        long stockErrors = peers.countedByStock(SystemCounter.ERRORS);

        ExclusivePublication oneMoreToStock = peers.ours.addExclusivePublication(atStock, STREAM_ID);
        io.aeron.Publication oneMoreToOurs = peers.stock.addExclusivePublication(atOurs, STREAM_ID);
        Await.until(
                "both refuse",
                () -> peers.countedByOurs(SystemCounter.ERRORS) > ourErrors
                        && peers.countedByStock(SystemCounter.ERRORS) > stockErrors);
        assertThat(oneMoreToStock.isConnected()).isFalse();
        assertThat(oneMoreToOurs.isConnected()).isFalse();
        assertThat(stock.imageCount()).isEqualTo(2);
        assertThat(ours.imageCount()).isEqualTo(2);

        toStock[0].close();
        toOurs[0].close();
        Await.until("both take them", () -> oneMoreToStock.isConnected() && oneMoreToOurs.isConnected());
    }

    @Test
    @Conformance("DB-84")
    void datagramsSayWhenTheyWereSentAndWhenTheyCame() {
        io.aeron.Subscription stock = peers.stock.addSubscription(atStock + "|channel-rcv-ts-offset=8", STREAM_ID);
        Subscription ours = peers.ours.addSubscription(atOurs + "|channel-rcv-ts-offset=8", STREAM_ID);
        Publication toStock = peers.ours.addPublication(atStock + "|channel-snd-ts-offset=0", STREAM_ID);
        io.aeron.Publication toOurs = peers.stock.addPublication(atOurs + "|channel-snd-ts-offset=0", STREAM_ID);
        Await.until("both are connected", () -> toStock.isConnected() && toOurs.isConnected());
        message.putLong(NUMBER_OFFSET, 4711);
        long beforeNs = System.currentTimeMillis() * 1_000_000;

        publish(() -> toStock.offer(message, 0, message.capacity()));
        publish(() -> toOurs.offer(message));

        List<long[]> read = new CopyOnWriteArrayList<>();
        Await.until("both have read", () -> {
            stock.poll(
                    (buffer, offset, length, header) -> read.add(timesOf(new UnsafeBuffer(buffer, offset, length))), 1);
            ours.poll(
                    (buffer, offset, length, header) -> read.add(timesOf(new UnsafeBuffer(buffer, offset, length))), 1);
            return read.size() == 2;
        });
        long afterNs = (System.currentTimeMillis() + 1) * 1_000_000;
        assertThat(read).allSatisfy(times -> {
            assertThat(times[0]).isBetween(beforeNs, afterNs);
            assertThat(times[1]).isBetween(times[0], afterNs);
            assertThat(times[2]).isEqualTo(4711);
        });
    }

    private static long[] timesOf(UnsafeBuffer read) {
        return new long[] {read.getLong(0), read.getLong(8), read.getLong(NUMBER_OFFSET)};
    }

    @Test
    @Conformance("DB-84")
    void theReservedValueMayHoldTheTime() {
        io.aeron.Subscription stock = peers.stock.addSubscription(atStock, STREAM_ID);
        Subscription ours = peers.ours.addSubscription(atOurs + "|channel-rcv-ts-offset=reserved", STREAM_ID);
        Publication toStock = peers.ours.addPublication(atStock + "|channel-snd-ts-offset=reserved", STREAM_ID);
        io.aeron.Publication toOurs = peers.stock.addPublication(atOurs, STREAM_ID);
        Await.until("both are connected", () -> toStock.isConnected() && toOurs.isConnected());
        long beforeNs = System.currentTimeMillis() * 1_000_000;

        publish(() -> toStock.offer(message, 0, message.capacity()));
        publish(() -> toOurs.offer(message));

        List<Long> times = new CopyOnWriteArrayList<>();
        Await.until("both have read", () -> {
            stock.poll((buffer, offset, length, header) -> times.add(header.reservedValue()), 1);
            ours.poll((buffer, offset, length, header) -> times.add(header.reservedValue()), 1);
            return times.size() == 2;
        });
        long afterNs = (System.currentTimeMillis() + 1) * 1_000_000;
        assertThat(times).allSatisfy(time -> assertThat(time).isBetween(beforeNs, afterNs));
    }

    @Test
    @Conformance({"DB-50", "DB-82"})
    void portsThatAreLeftOpenComeFromTheRangeAreReachedAndRunOut() {
        String open = "aeron:udp?endpoint=127.0.0.1:0";
        io.aeron.Subscription stock = peers.stock.addSubscription(open, STREAM_ID);
        io.aeron.Subscription stockToo = peers.stock.addSubscription(open, STREAM_ID);
        Subscription ours = peers.ours.addSubscription(open, STREAM_ID);
        Subscription oursToo = peers.ours.addSubscription(open, STREAM_ID);
        Await.until(
                "all are bound",
                () -> stock.resolvedEndpoint() != null
                        && stockToo.resolvedEndpoint() != null
                        && !ours.localAddresses().isEmpty()
                        && !oursToo.localAddresses().isEmpty());
        assertThat(List.of(stock.resolvedEndpoint(), stockToo.resolvedEndpoint()))
                .containsExactlyInAnyOrder(
                        "127.0.0.1:" + FarPeers.STOCK_PORTS.low(), "127.0.0.1:" + FarPeers.STOCK_PORTS.high());
        assertThat(List.of(
                        ours.localAddresses().get(0), oursToo.localAddresses().get(0)))
                .containsExactlyInAnyOrder(
                        "127.0.0.1:" + FarPeers.OUR_PORTS.low(), "127.0.0.1:" + FarPeers.OUR_PORTS.high());

        assertThatThrownBy(() -> peers.stock.addSubscription(open, STREAM_ID))
                .hasMessageContaining("no available ports in range");
        assertThatThrownBy(() -> peers.ours.addSubscription(open, STREAM_ID))
                .hasMessageContaining("no available ports in range");

        Publication toStock = peers.ours.addPublication("aeron:udp?endpoint=" + stock.resolvedEndpoint(), STREAM_ID);
        io.aeron.Publication toOurs = peers.stock.addPublication(
                "aeron:udp?endpoint=" + ours.localAddresses().get(0), STREAM_ID);
        Await.until("both are connected", () -> toStock.isConnected() && toOurs.isConnected());
        stockToo.close();
        oursToo.close();
        assertThat(added(() -> peers.stock.addSubscription(open, STREAM_ID)).isClosed())
                .isFalse();
        assertThat(added(() -> peers.ours.addSubscription(open, STREAM_ID)).isClosed())
                .isFalse();
    }

    /** What is asked for again until it is granted, since something of the same kind has yet to go. */
    private static <T> T added(Supplier<T> add) {
        List<T> added = new CopyOnWriteArrayList<>();
        Await.until("it is granted", () -> {
            try {
                return added.add(add.get());
            } catch (RegistrationException | io.aeron.exceptions.RegistrationException e) {
                return false;
            }
        });
        return added.get(0);
    }

    private static void publish(LongSupplier offer) {
        Await.until("the message is taken", () -> offer.getAsLong() > 0);
    }

    private static long count(List<String> lines, String line) {
        return lines.stream().filter(line::equals).count();
    }
}
