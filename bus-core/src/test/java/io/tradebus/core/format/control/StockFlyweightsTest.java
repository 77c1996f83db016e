package io.tradebus.core.format.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.command.CounterMessageFlyweight;
import io.aeron.command.DestinationByIdMessageFlyweight;
import io.aeron.command.DestinationMessageFlyweight;
import io.aeron.command.ErrorResponseFlyweight;
import io.aeron.command.GetNextAvailableSessionIdMessageFlyweight;
import io.aeron.command.ImageBuffersReadyFlyweight;
import io.aeron.command.ImageMessageFlyweight;
import io.aeron.command.PublicationBuffersReadyFlyweight;
import io.aeron.command.PublicationErrorFrameFlyweight;
import io.aeron.command.PublicationMessageFlyweight;
import io.aeron.command.RejectImageFlyweight;
import io.aeron.command.RemovePublicationFlyweight;
import io.aeron.command.StaticCounterMessageFlyweight;
import io.aeron.command.SubscriptionMessageFlyweight;
import io.aeron.command.TerminateDriverFlyweight;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The same messages written by the stock codecs: their bytes are ours, and each side reads the other's. */
class StockFlyweightsTest {
    private static final String CHANNEL = "aeron:ipc?term-length=64k";

    private final UnsafeBuffer ours = new UnsafeBuffer(new byte[512]);
    private final UnsafeBuffer theirs = new UnsafeBuffer(new byte[512]);

    @Test
    void addPublicationIsTheSame() {
        PublicationMessageFlyweight stock = new PublicationMessageFlyweight().wrap(theirs, 0);
        stock.streamId(1001).channel(CHANNEL).clientId(7).correlationId(9);

        assertSame(PublicationCommand.write(ours, 0, 7, 9, 1001, CHANNEL), stock.length());
        assertThat(Commands.validate(CommandType.ADD_PUBLICATION, theirs, 0, stock.length()))
                .isNull();
        assertThat(PublicationCommand.channel(theirs, 0)).isEqualTo(CHANNEL);
        assertThat(stock.wrap(ours, 0).channel()).isEqualTo(CHANNEL);
    }

    @Test
    void addSubscriptionIsTheSame() {
        SubscriptionMessageFlyweight stock = new SubscriptionMessageFlyweight().wrap(theirs, 0);
        stock.registrationCorrelationId(-1)
                .streamId(1001)
                .channel(CHANNEL)
                .clientId(7)
                .correlationId(9);

        assertSame(SubscriptionCommand.write(ours, 0, 7, 9, 1001, CHANNEL), stock.length());
    }

    @Test
    void removePublicationIsTheSame() {
        RemovePublicationFlyweight stock = new RemovePublicationFlyweight().wrap(theirs, 0);
        stock.registrationId(5).clientId(7).correlationId(9);
        stock.revoke(true);

        int length = RemoveCommand.write(ours, 0, 7, 9, 5, true);
        assertSame(length, RemovePublicationFlyweight.length());
        assertThat(stock.wrap(ours, 0).revoke(length)).isTrue();
    }

    @Test
    void destinationsAreTheSame() {
        DestinationMessageFlyweight stock = new DestinationMessageFlyweight().wrap(theirs, 0);
        stock.registrationCorrelationId(5).channel(CHANNEL).clientId(7).correlationId(9);
        assertSame(DestinationCommand.write(ours, 0, 7, 9, 5, CHANNEL), stock.length());

        DestinationByIdMessageFlyweight byId = new DestinationByIdMessageFlyweight().wrap(theirs, 0);
        byId.resourceRegistrationId(5).destinationRegistrationId(6).clientId(7).correlationId(9);
        assertSame(
                RemoveDestinationByIdCommand.write(ours, 0, 7, 9, 5, 6),
                DestinationByIdMessageFlyweight.MESSAGE_LENGTH);
    }

    @Test
    void countersAreTheSameUpToSpareBytes() {
        UnsafeBuffer key = new UnsafeBuffer(new byte[] {1, 2, 3, 4, 5});
        UnsafeBuffer label = new UnsafeBuffer("label".getBytes(StandardCharsets.US_ASCII));
        CounterText text = new CounterText(key, 0, 5, label, 0, 5);

        CounterMessageFlyweight stock = new CounterMessageFlyweight().wrap(theirs, 0);
        stock.typeId(1003)
                .keyBuffer(key, 0, 5)
                .labelBuffer(label, 0, 5)
                .clientId(7)
                .correlationId(9);
        int length = CounterCommand.write(ours, 0, 7, 9, 1003, text);
        assertThat(stock.length()).isGreaterThanOrEqualTo(length);
        assertThat(HexBytes.hex(ours, 0, length)).isEqualTo(HexBytes.hex(theirs, 0, length));
        assertThat(Commands.validate(CommandType.ADD_COUNTER, theirs, 0, stock.length()))
                .isNull();

        // The stock codec leaves the bytes between key and label as they are.
        theirs.setMemory(0, theirs.capacity(), (byte) 0);
        StaticCounterMessageFlyweight fixed = new StaticCounterMessageFlyweight().wrap(theirs, 0);
        fixed.registrationId(77).typeId(1003);
        fixed.keyBuffer(key, 0, 5).labelBuffer(label, 0, 5).clientId(7).correlationId(9);
        length = StaticCounterCommand.write(ours, 0, 7, 9, 77, 1003, text);
        assertThat(HexBytes.hex(ours, 0, length)).isEqualTo(HexBytes.hex(theirs, 0, length));
        assertThat(Commands.validate(CommandType.ADD_STATIC_COUNTER, theirs, 0, fixed.length()))
                .isNull();
    }

    @Test
    void rejectImageIsTheSameAndPaddedWhenShort() {
        RejectImageFlyweight stock = new RejectImageFlyweight().wrap(theirs, 0);
        stock.clientId(7).correlationId(9).imageCorrelationId(5).position(4096).reason("never");

        assertSame(
                RejectImageCommand.write(ours, 0, 7, 9, 5, 4096, "never"), RejectImageFlyweight.computeLength("never"));
        assertThat(stock.wrap(ours, 0).reason()).isEqualTo("never");
    }

    @Test
    void terminationAndSessionRequestsAreTheSame() {
        UnsafeBuffer token = new UnsafeBuffer(new byte[] {1, 2, 3});
        TerminateDriverFlyweight terminate = new TerminateDriverFlyweight().wrap(theirs, 0);
        terminate.tokenBuffer(token, 0, 3).clientId(7).correlationId(-1);
        assertSame(TerminateDriverCommand.write(ours, 0, 7, -1, token, 0, 3), terminate.length());

        GetNextAvailableSessionIdMessageFlyweight session =
                new GetNextAvailableSessionIdMessageFlyweight().wrap(theirs, 0);
        session.streamId(1001).clientId(7).correlationId(9);
        assertSame(NextSessionIdCommand.write(ours, 0, 7, 9, 1001), session.length());
    }

    @Test
    void readyEventsAreTheSame() {
        ImageBuffersReadyFlyweight image = new ImageBuffersReadyFlyweight().wrap(theirs, 0);
        image.correlationId(9).sessionId(-3).streamId(1001).subscriptionRegistrationId(5);
        image.subscriberPositionId(71).logFileName("/a/bc").sourceIdentity("aeron:ipc");
        assertSame(ImageReadyEvent.write(ours, 0, 9, -3, 1001, 5, 71, "/a/bc", "aeron:ipc"), image.length());
        assertThat(image.wrap(ours, 0).sourceIdentity()).isEqualTo("aeron:ipc");

        PublicationBuffersReadyFlyweight publication = new PublicationBuffersReadyFlyweight().wrap(theirs, 0);
        publication.correlationId(9).registrationId(5).sessionId(-3).streamId(1001);
        publication.publicationLimitCounterId(70).channelStatusCounterId(-1).logFileName("/a/bc");
        assertSame(PublicationReadyEvent.write(ours, 0, 9, 5, -3, 1001, 70, -1, "/a/bc"), publication.length());

        ImageMessageFlyweight unavailable = new ImageMessageFlyweight().wrap(theirs, 0);
        unavailable
                .correlationId(9)
                .subscriptionRegistrationId(5)
                .streamId(1001)
                .channel(CHANNEL);
        assertSame(ImageUnavailableEvent.write(ours, 0, 9, 5, 1001, CHANNEL), unavailable.length());
    }

    @Test
    void errorEventsAreTheSame() {
        ErrorResponseFlyweight error = new ErrorResponseFlyweight().wrap(theirs, 0);
        error.offendingCommandCorrelationId(9)
                .errorCode(io.aeron.ErrorCode.UNKNOWN_PUBLICATION)
                .errorMessage("gone");
        assertSame(ErrorEvent.write(ours, 0, 9, ErrorCode.UNKNOWN_PUBLICATION, "gone"), error.length());

        RejectingReceiver receiver = new RejectingReceiver(11, 12, new byte[] {127, 0, 0, 1}, 40123);
        PublicationErrorFrameFlyweight publication = new PublicationErrorFrameFlyweight().wrap(theirs, 0);
        publication.registrationId(9).destinationRegistrationId(8).sessionId(-3).streamId(1001);
        publication.receiverId(11).groupTag(12).sourceAddress(new InetSocketAddress("127.0.0.1", 40123));
        publication.errorCode(io.aeron.ErrorCode.IMAGE_REJECTED).errorMessage("never");
        int length = PublicationErrorEvent.write(ours, 0, 9, 8, -3, 1001, receiver, ErrorCode.IMAGE_REJECTED, "never");
        assertSame(length, publication.length());
        assertThat(publication.wrap(ours, 0).sourceAddress()).isEqualTo(new InetSocketAddress("127.0.0.1", 40123));
        assertThat(PublicationErrorEvent.receiver(theirs, 0)).isEqualTo(receiver);
    }

    @Test
    void errorCodesHaveTheSameNumbers() {
        for (io.aeron.ErrorCode stock : io.aeron.ErrorCode.values()) {
            assertThat(ErrorCode.valueOf(stock.name()).value()).isEqualTo(stock.value());
        }
    }

    private void assertSame(int ourLength, int theirLength) {
        assertThat(ourLength).isEqualTo(theirLength);
        assertThat(HexBytes.hex(ours, 0, ourLength)).isEqualTo(HexBytes.hex(theirs, 0, theirLength));
    }
}
