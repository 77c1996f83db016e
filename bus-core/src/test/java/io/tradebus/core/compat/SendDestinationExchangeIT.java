package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.Aeron;
import io.tradebus.core.client.Image;
import io.tradebus.core.client.Publication;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.compat.Peers.DriverMaker;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A publication to several destinations on a driver of one maker, and its readers on one of the other, or both on ours: named
 * destinations, those that ask, groups, and readers that reject what they get.
 */
@Conformance("WP-111")
class SendDestinationExchangeIT {
    private static final int STREAM = 1001;
    private static final int MESSAGES = 500;
    // Long enough to see that nobody is left before the image comes back.
    private static final long REJECTION_NS = TimeUnit.SECONDS.toNanos(3);

    private final UnsafeBuffer message = new UnsafeBuffer(new byte[200]);
    private final int control = UdpDrivers.freePort();

    /** Who made the driver with the publication and the one with its readers. */
    enum Sides {
        US_TO_STOCK(DriverMaker.US, DriverMaker.STOCK),
        STOCK_TO_US(DriverMaker.STOCK, DriverMaker.US),
        US_TO_US(DriverMaker.US, DriverMaker.US);

        final DriverMaker publisher;
        final DriverMaker reader;

        Sides(DriverMaker publisher, DriverMaker reader) {
            this.publisher = publisher;
            this.reader = reader;
        }
    }

    @ParameterizedTest
    @EnumSource
    @Conformance({"WP-81", "WP-82", "WP-84", "DB-74"})
    void receiversThatAskGetAllThatIsSent(Sides sides) {
        String first = "aeron:udp?endpoint=127.0.0.1:0" + asking();
        String second = "aeron:udp?endpoint=127.0.0.1:" + UdpDrivers.freePort() + asking();
        try (Peers publishing = new Peers(sides.publisher);
                Peers reading = new Peers(sides.reader);
                Subscription ours = reading.ours.addSubscription(first, STREAM);
                io.aeron.Subscription stock = reading.stock.addSubscription(second, STREAM);
                Publication publication = publishing.ours.addPublication(dynamic(""), STREAM)) {
            Await.until("both have an image", () -> ours.imageCount() == 1 && stock.imageCount() == 1);

            exchange(() -> publication.offer(message, 0, message.capacity()), List.of(reader(ours), reader(stock)));

            assertThat(destinations(publishing.stock)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Conformance({"WP-81", "DB-73", "SM-38"})
    void namedReceiversComeAndGoWhileDataFlows(Sides sides) {
        String first = "aeron:udp?endpoint=127.0.0.1:" + UdpDrivers.freePort();
        String second = "aeron:udp?endpoint=localhost:" + UdpDrivers.freePort();
        try (Peers publishing = new Peers(sides.publisher);
                Peers reading = new Peers(sides.reader);
                Subscription ours = reading.ours.addSubscription(first, STREAM);
                io.aeron.Subscription stock = reading.stock.addSubscription(second, STREAM);
                Publication publication = publishing.ours.addPublication(manual(""), STREAM)) {
            long toFirst = publication.addDestination(first);
            publication.addDestination(second);
            Await.until("both have an image", () -> ours.imageCount() == 1 && stock.imageCount() == 1);
            Image leftAlone = ours.imageAtIndex(0);
            exchange(() -> publication.offer(message, 0, message.capacity()), List.of(reader(ours), reader(stock)));

            publication.removeDestination(toFirst);
            exchange(() -> publication.offer(message, 0, message.capacity()), List.of(reader(stock)));
            assertThat(destinations(publishing.stock)).isEqualTo(1);
            assertThat(leftAlone.position()).isLessThan(publication.position());

            publication.removeDestination(second);
            Await.until("none is left", () -> destinations(publishing.stock) == 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Conformance({"WP-56", "WP-58", "WP-59"})
    void aGroupSaysHowFastItGoes(Sides sides) {
        String tagged = "aeron:udp?endpoint=127.0.0.1:" + UdpDrivers.freePort() + "|gtag=7" + asking();
        String other = "aeron:udp?endpoint=127.0.0.1:" + UdpDrivers.freePort() + asking();
        try (Peers publishing = new Peers(sides.publisher);
                Peers reading = new Peers(sides.reader);
                io.aeron.Subscription outside = reading.stock.addSubscription(other, STREAM);
                io.aeron.Publication publication =
                        publishing.stock.addPublication(dynamic("|fc=tagged,g:7/1"), STREAM)) {
            Await.until("one that does not count has an image", () -> outside.imageCount() == 1);
            assertThat(publication.isConnected()).isFalse();

            try (Subscription group = reading.ours.addSubscription(tagged, STREAM)) {
                Await.until("one that counts has an image", () -> group.imageCount() == 1);
                Await.until("it is enough", publication::isConnected);
                exchange(() -> publication.offer(message, 0, message.capacity()), List.of(reader(group)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Conformance({"WP-93", "WP-94", "DB-88", "DB-107", "WP-8"})
    void aReaderThatRejectsTheStreamIsToldToThePublisherAndMayComeBack(Sides sides) {
        String channel = "aeron:udp?endpoint=127.0.0.1:" + UdpDrivers.freePort() + "|gtag=7";
        try (Peers publishing = new Peers(sides.publisher, REJECTION_NS);
                Peers reading = new Peers(sides.reader, REJECTION_NS);
                Subscription ours = reading.ours.addSubscription(channel, STREAM);
                Publication publication = publishing.ours.addPublication(manual(""), STREAM)) {
            long destination = publication.addDestination(channel.replace("|gtag=7", ""));
            Await.until("there is an image", () -> ours.imageCount() == 1 && publication.isConnected());

            ours.imageAtIndex(0).reject("cannot decode");

            Await.until("the publisher is told", () -> !publishing.toldToOurs.isEmpty());
            assertThat(publishing.toldToOurs.get(0).registrationId()).isEqualTo(publication.registrationId());
            assertThat(publishing.toldToOurs.get(0).destinationRegistrationId()).isEqualTo(destination);
            assertThat(publishing.toldToOurs.get(0).sessionId()).isEqualTo(publication.sessionId());
            assertThat(publishing.toldToOurs.get(0).groupTag()).isEqualTo(7);
            assertThat(publishing.toldToOurs.get(0).errorCode()).isEqualTo(13);
            assertThat(publishing.toldToOurs.get(0).message()).isEqualTo("cannot decode");
            Await.until("nobody is left", () -> !publication.isConnected());
            Await.until("the image is back", () -> ours.imageCount() == 1 && publication.isConnected());
        }
    }

    @ParameterizedTest
    @EnumSource
    @Conformance({"WP-94", "DB-88"})
    void aStockReaderThatRejectsTheStreamIsToldToAStockPublisher(Sides sides) {
        String channel = "aeron:udp?endpoint=127.0.0.1:" + UdpDrivers.freePort();
        try (Peers publishing = new Peers(sides.publisher, REJECTION_NS);
                Peers reading = new Peers(sides.reader, REJECTION_NS);
                io.aeron.Subscription stock = reading.stock.addSubscription(channel, STREAM);
                io.aeron.Publication publication = publishing.stock.addPublication(channel, STREAM)) {
            Await.until("there is an image", () -> stock.imageCount() == 1 && publication.isConnected());

            stock.imageAtIndex(0).reject("no");

            Await.until("the publisher is told", () -> !publishing.toldToStock.isEmpty());
            assertThat(publishing.toldToStock.get(0).registrationId()).isEqualTo(publication.registrationId());
            assertThat(publishing.toldToStock.get(0).destinationRegistrationId())
                    .isEqualTo(Aeron.NULL_VALUE);
            assertThat(publishing.toldToStock.get(0).errorMessage()).isEqualTo("no");
            assertThat(publishing.toldToStock.get(0).sourceAddress().getPort())
                    .isEqualTo(Integer.parseInt(channel.substring(channel.lastIndexOf(':') + 1)));
            Await.until("nobody is left", () -> !publication.isConnected());
        }
    }

    private String asking() {
        return "|control=127.0.0.1:" + control + "|control-mode=dynamic";
    }

    private String dynamic(String options) {
        return "aeron:udp?control=127.0.0.1:" + control + "|control-mode=dynamic" + options;
    }

    private String manual(String options) {
        return "aeron:udp?control=127.0.0.1:" + control + "|control-mode=manual" + options;
    }

    /** Sends messages until each reader has got so many. */
    private static void exchange(LongSupplier offer, List<IntSupplier> readers) {
        int[] read = new int[readers.size()];
        int[] sent = {0};
        Await.until("all readers have read all", () -> {
            boolean isDone = sent[0] == MESSAGES;
            if (!isDone && offer.getAsLong() > 0) {
                sent[0]++;
            }
            for (int i = 0; i < read.length; i++) {
                read[i] += readers.get(i).getAsInt();
                isDone &= read[i] >= MESSAGES;
            }
            return isDone;
        });
    }

    private static IntSupplier reader(Subscription subscription) {
        return () -> subscription.poll((buffer, offset, length, header) -> {}, 10);
    }

    private static IntSupplier reader(io.aeron.Subscription subscription) {
        return () -> subscription.poll((buffer, offset, length, header) -> {}, 10);
    }

    private static long destinations(Aeron client) {
        long[] count = {-1};
        client.countersReader().forEach((counterId, typeId, key, label) -> {
            if (typeId == 18) {
                count[0] = client.countersReader().getCounterValue(counterId);
            }
        });
        return count[0];
    }
}
