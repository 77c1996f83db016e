package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.Aeron;
import io.aeron.Image;
import io.tradebus.core.client.Client;
import io.tradebus.core.client.Counter;
import io.tradebus.core.client.ExclusivePublication;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.compat.Peers.DriverMaker;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is used less often, between a stock client and ours, each in both roles, on both drivers. */
@Conformance("SM-90")
class FeatureExchangeIT {
    private static final String IPC = "aeron:ipc";
    private static final int TO_STOCK = 1001;
    private static final int TO_OURS = 1002;
    private static final int FRAME_LENGTH = 64;
    // Long enough to see that both images are gone before they come back.
    private static final long REJECTION_NS = TimeUnit.SECONDS.toNanos(3);

    private final UnsafeBuffer message = new UnsafeBuffer(new byte[32]);

    @ParameterizedTest
    @EnumSource
    @Conformance({"SM-62", "SM-70"})
    void blocksAreReadAsTheyWereWritten(DriverMaker maker) {
        try (Peers peers = new Peers(maker);
                io.aeron.Subscription stock = peers.stock.addSubscription(IPC, TO_STOCK);
                Subscription ours = peers.ours.addSubscription(IPC, TO_OURS);
                ExclusivePublication toStock = peers.ours.addExclusivePublication(IPC, TO_STOCK);
                io.aeron.ExclusivePublication toOurs = peers.stock.addExclusivePublication(IPC, TO_OURS)) {
            publish(4, () -> toStock.offer(message, 0, message.capacity()));
            publish(4, () -> toOurs.offer(message, 0, message.capacity()));
            Await.until("both have an image", () -> stock.imageCount() == 1 && ours.imageCount() == 1);
            List<String> readByStock = new ArrayList<>();
            List<String> readByOurs = new ArrayList<>();

            Image stockImage = stock.imageAtIndex(0);
            stockImage.blockPoll((buffer, offset, length, session, term) -> readByStock.add("block " + length), 150);
            stockImage.rawPoll(
                    (file, at, buffer, offset, length, session, term) ->
                            readByStock.add("raw " + length + " " + frameLength(file, at)),
                    1 << 16);
            ours.imageAtIndex(0)
                    .blockPoll((buffer, offset, length, session, term) -> readByOurs.add("block " + length), 150);
            ours.imageAtIndex(0)
                    .rawPoll(
                            (file, at, buffer, offset, length, session, term) ->
                                    readByOurs.add("raw " + length + " " + frameLength(file, at)),
                            1 << 16);

            assertThat(readByOurs).containsExactly("block 128", "raw 128 64").isEqualTo(readByStock);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Conformance("SM-62")
    void paddingIsSkippedAndBlocksArriveAsFrames(DriverMaker maker) {
        try (Peers peers = new Peers(maker);
                io.aeron.Subscription stock = peers.stock.addSubscription(IPC, TO_STOCK);
                Subscription ours = peers.ours.addSubscription(IPC, TO_OURS);
                ExclusivePublication toStock = peers.ours.addExclusivePublication(IPC, TO_STOCK);
                io.aeron.ExclusivePublication toOurs = peers.stock.addExclusivePublication(IPC, TO_OURS)) {
            message.putInt(0, 4711);
            publish(1, () -> toStock.appendPadding(100));
            publish(
                    1,
                    () -> toStock.offerBlock(
                            frame(toStock.termOffset(), toStock.sessionId(), TO_STOCK, toStock.termId()),
                            0,
                            FRAME_LENGTH));
            publish(1, () -> toOurs.appendPadding(100));
            publish(
                    1,
                    () -> toOurs.offerBlock(
                            frame(toOurs.termOffset(), toOurs.sessionId(), TO_OURS, toOurs.termId()), 0, FRAME_LENGTH));

            List<Integer> readByStock = new ArrayList<>();
            List<Integer> readByOurs = new ArrayList<>();
            Await.until("both have read", () -> {
                stock.poll((buffer, offset, length, header) -> readByStock.add(buffer.getInt(offset)), 10);
                ours.poll((buffer, offset, length, header) -> readByOurs.add(buffer.getInt(offset)), 10);
                return !readByStock.isEmpty() && !readByOurs.isEmpty();
            });

            assertThat(readByStock).containsExactly(4711);
            assertThat(readByOurs).containsExactly(4711);
            assertThat(toStock.position()).isEqualTo(toOurs.position()).isEqualTo(160 + FRAME_LENGTH);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Conformance({"SM-74", "DB-43"})
    void aRevokedPublicationEndsWithoutBeingRead(DriverMaker maker) {
        List<String> ends = new CopyOnWriteArrayList<>();
        try (Peers peers = new Peers(maker);
                io.aeron.Subscription stock = peers.stock.addSubscription(
                        IPC,
                        TO_STOCK,
                        image -> {},
                        image -> ends.add("stock " + image.position() + " " + image.isPublicationRevoked()));
                Subscription ours = peers.ours.addSubscription(
                        IPC,
                        TO_OURS,
                        image -> {},
                        image -> ends.add("ours " + image.position() + " " + image.isRevoked()))) {
            ExclusivePublication toStock = peers.ours.addExclusivePublication(IPC, TO_STOCK);
            io.aeron.ExclusivePublication toOurs = peers.stock.addExclusivePublication(IPC, TO_OURS);
            publish(3, () -> toStock.offer(message, 0, message.capacity()));
            publish(3, () -> toOurs.offer(message, 0, message.capacity()));
            Await.until("both have an image", () -> stock.imageCount() == 1 && ours.imageCount() == 1);

            toStock.revoke();
            toOurs.revoke();

            Await.until("both images are gone", () -> ends.size() == 2);
            assertThat(ends).containsExactlyInAnyOrder("stock 0 true", "ours 0 true");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Conformance({"SM-36", "SM-41", "DB-89"})
    void aRejectedImageIsToldToThePublisherAndComesBack(DriverMaker maker) {
        try (Peers peers = new Peers(maker, REJECTION_NS);
                io.aeron.Subscription stock = peers.stock.addSubscription(IPC, TO_STOCK);
                Subscription ours = peers.ours.addSubscription(IPC, TO_OURS);
                ExclusivePublication toStock = peers.ours.addExclusivePublication(IPC, TO_STOCK);
                io.aeron.ExclusivePublication toOurs = peers.stock.addExclusivePublication(IPC, TO_OURS)) {
            Await.until("both have an image", () -> stock.imageCount() == 1 && ours.imageCount() == 1);

            stock.imageAtIndex(0).reject("stock says no");
            ours.imageAtIndex(0).reject("no");

            Await.until(
                    "both publishers are told", () -> peers.toldToOurs.size() == 1 && peers.toldToStock.size() == 1);
            assertThat(peers.toldToOurs.get(0).registrationId()).isEqualTo(toStock.registrationId());
            assertThat(peers.toldToOurs.get(0).message()).isEqualTo("stock says no");
            assertThat(peers.toldToOurs.get(0).errorCode()).isEqualTo(13);
            assertThat(peers.toldToStock.get(0).registrationId()).isEqualTo(toOurs.registrationId());
            assertThat(peers.toldToStock.get(0).errorMessage()).isEqualTo("no");
            Await.until("images are gone", () -> !toStock.isConnected() && !toOurs.isConnected());
            Await.until("images are back", () -> stock.imageCount() == 1 && ours.imageCount() == 1);
            Await.until("publishers see them", () -> toStock.isConnected() && toOurs.isConnected());
        }
    }

    @ParameterizedTest
    @EnumSource
    @Conformance({"SM-75", "DB-56", "DB-57"})
    void aSubscriberThatMayBeLeftBehindIsLeftBehindAndJoinsAgain(DriverMaker maker) {
        String channel = IPC + "?untethered-window-limit-timeout=100ms|untethered-linger-timeout=100ms"
                + "|untethered-resting-timeout=100ms";
        List<String> slow = new CopyOnWriteArrayList<>();
        try (Peers peers = new Peers(maker);
                io.aeron.Subscription stockSlow = peers.stock.addSubscription(
                        IPC + "?tether=false", TO_STOCK, image -> slow.add("stock +"), image -> slow.add("stock -"));
                Subscription oursSlow = peers.ours.addSubscription(
                        IPC + "?tether=false", TO_OURS, image -> slow.add("ours +"), image -> slow.add("ours -"));
                Subscription oursFast = peers.ours.addSubscription(IPC, TO_STOCK);
                io.aeron.Subscription stockFast = peers.stock.addSubscription(IPC, TO_OURS);
                ExclusivePublication toStock = peers.ours.addExclusivePublication(channel, TO_STOCK);
                io.aeron.ExclusivePublication toOurs = peers.stock.addExclusivePublication(channel, TO_OURS)) {
            Await.until("the slow ones are there", () -> slow.size() == 2);
            BooleanSupplier keepPublishing = () -> {
                toStock.offer(message, 0, message.capacity());
                toOurs.offer(message, 0, message.capacity());
                oursFast.poll((buffer, offset, length, header) -> {}, 100);
                stockFast.poll((buffer, offset, length, header) -> {}, 100);
                return true;
            };
            Await.until("the slow ones are back and did not hold anybody up", () -> {
                for (int i = 0; i < 500; i++) {
                    keepPublishing.getAsBoolean();
                }
                return count(slow, "stock +") >= 2
                        && count(slow, "ours +") >= 2
                        && toStock.position() > 64 << 10
                        && toOurs.position() > 64 << 10;
            });

            assertThat(slow.indexOf("stock -")).isLessThan(slow.lastIndexOf("stock +"));
            assertThat(slow.indexOf("ours -")).isLessThan(slow.lastIndexOf("ours +"));
            assertThat(stockSlow.isClosed()).isFalse();
            assertThat(oursSlow.isClosed()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Conformance({"SM-47", "SM-72", "DB-27"})
    void aPublicationBeginsWhereItIsTold(DriverMaker maker) {
        String channel = IPC + "?init-term-id=5|term-id=7|term-offset=128|term-length=64k";
        try (Peers peers = new Peers(maker);
                io.aeron.Subscription stock = peers.stock.addSubscription(IPC, TO_STOCK);
                Subscription ours = peers.ours.addSubscription(IPC, TO_OURS);
                ExclusivePublication toStock = peers.ours.addExclusivePublication(channel, TO_STOCK);
                io.aeron.Publication toOurs = peers.stock.addPublication(channel, TO_OURS)) {
            Await.until("both have an image", () -> stock.imageCount() == 1 && ours.imageCount() == 1);

            assertThat(stock.imageAtIndex(0).joinPosition()).isEqualTo(131_200);
            assertThat(ours.imageAtIndex(0).joinPosition()).isEqualTo(131_200);
            publish(1, () -> toStock.offer(message, 0, message.capacity()));
            publish(1, () -> toOurs.offer(message, 0, message.capacity()));
            assertThat(toStock.position()).isEqualTo(toOurs.position()).isEqualTo(131_264);
            Set<Integer> termIds = new HashSet<>();
            Await.until("both have read", () -> {
                int read = stock.poll((buffer, offset, length, header) -> termIds.add(header.termId()), 1);
                return read + ours.poll((buffer, offset, length, header) -> termIds.add(header.termId()), 1) > 0
                        && stock.imageAtIndex(0).position() == 131_264
                        && ours.imageAtIndex(0).position() == 131_264;
            });
            assertThat(termIds).containsExactly(7);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Conformance("DB-49")
    void aSubscriptionToOneSessionReadsNoOther(DriverMaker maker) {
        try (Peers peers = new Peers(maker);
                io.aeron.Subscription stock = peers.stock.addSubscription(IPC + "?session-id=77", TO_STOCK);
                Subscription ours = peers.ours.addSubscription(IPC + "?session-id=78", TO_OURS);
                ExclusivePublication other = peers.ours.addExclusivePublication(IPC, TO_STOCK);
                ExclusivePublication toStock = peers.ours.addExclusivePublication(IPC + "?session-id=77", TO_STOCK);
                io.aeron.Publication otherToOurs = peers.stock.addPublication(IPC + "?session-id=77", TO_OURS);
                io.aeron.ExclusivePublication toOurs =
                        peers.stock.addExclusivePublication(IPC + "?session-id=78", TO_OURS)) {
            Await.until("both have an image", () -> stock.imageCount() == 1 && ours.imageCount() == 1);

            assertThat(stock.imageAtIndex(0).sessionId()).isEqualTo(77);
            assertThat(ours.imageAtIndex(0).sessionId()).isEqualTo(78);
            assertThat(toStock.isConnected()).isTrue();
            assertThat(toOurs.isConnected()).isTrue();
            assertThat(other.isConnected()).isFalse();
            assertThat(otherToOurs.isConnected()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Conformance({"SM-62", "DB-21"})
    void manySessionsReachBoth(DriverMaker maker) {
        try (Peers peers = new Peers(maker);
                io.aeron.Subscription stock = peers.stock.addSubscription(IPC, TO_STOCK);
                Subscription ours = peers.ours.addSubscription(IPC, TO_STOCK)) {
            List<LongSupplier> offers = new ArrayList<>();
            Set<Integer> sessions = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                addOne(peers.ours, peers.stock, offers, sessions);
            }
            Await.until("all images are there", () -> stock.imageCount() == 40 && ours.imageCount() == 40);
            offers.forEach(offer -> publish(5, offer));

            int[] read = {0, 0};
            Set<Integer> readFrom = new HashSet<>();
            Await.until("all is read", () -> {
                read[0] += stock.poll((buffer, offset, length, header) -> readFrom.add(header.sessionId()), 100);
                read[1] += ours.poll((buffer, offset, length, header) -> readFrom.add(header.sessionId()), 100);
                return read[0] == 200 && read[1] == 200;
            });
            assertThat(sessions).hasSize(40);
            assertThat(readFrom).isEqualTo(sessions);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Conformance("SM-33")
    void countersAreSeenByTheOther(DriverMaker maker) {
        try (Peers peers = new Peers(maker)) {
            Counter ours = peers.ours.addCounter(1234, "orders");
            io.aeron.Counter stock = peers.stock.addCounter(1235, "decisions");
            ours.set(7);
            stock.setRelease(8);

            Await.until(
                    "both have heard of both",
                    () -> peers.countersSeenByStock.contains("+" + ours.id() + " 1234 orders")
                            && peers.countersSeenByOurs.contains("+" + stock.id() + " 1235 decisions"));
            assertThat(peers.stock.countersReader().getCounterValue(ours.id())).isEqualTo(7);
            assertThat(peers.ours.counters().getCounterValue(stock.id())).isEqualTo(8);
            assertThat(peers.stock.countersReader().getCounterOwnerId(ours.id()))
                    .isEqualTo(peers.ours.clientId());

            ours.close();
            stock.close();

            Await.until(
                    "both have heard that they are gone",
                    () -> peers.countersSeenByStock.contains("-" + ours.registrationId())
                            && peers.countersSeenByOurs.contains("-" + stock.registrationId()));
        }
    }

    private void addOne(Client ours, Aeron stock, List<LongSupplier> offers, Set<Integer> sessions) {
        ExclusivePublication publication = ours.addExclusivePublication(IPC, TO_STOCK);
        sessions.add(publication.sessionId());
        offers.add(() -> publication.offer(message, 0, message.capacity()));
        io.aeron.ExclusivePublication other = stock.addExclusivePublication(IPC, TO_STOCK);
        sessions.add(other.sessionId());
        offers.add(() -> other.offer(message, 0, message.capacity()));
    }

    private static void publish(int count, LongSupplier offer) {
        for (int i = 0; i < count; i++) {
            Await.until("a message is published", () -> offer.getAsLong() > 0);
        }
    }

    private static long count(List<String> lines, String line) {
        return lines.stream().filter(line::equals).count();
    }

    private UnsafeBuffer frame(int termOffset, int sessionId, int streamId, int termId) {
        UnsafeBuffer block = new UnsafeBuffer(new byte[FRAME_LENGTH]);
        DataFrame.writeFields(
                block, 0, DataFrame.FLAGS_UNFRAGMENTED, DataFrame.TYPE_DATA, termOffset, sessionId, streamId, termId);
        block.putBytes(DataFrame.HEADER_LENGTH, (DirectBuffer) message, 0, message.capacity());
        DataFrame.frameLengthRelease(block, 0, FRAME_LENGTH);
        return block;
    }

    private static int frameLength(FileChannel file, long at) {
        try {
            ByteBuffer word = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            file.read(word, at);
            return word.getInt(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
