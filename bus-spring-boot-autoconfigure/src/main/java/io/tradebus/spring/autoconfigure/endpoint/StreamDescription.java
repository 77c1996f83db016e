package io.tradebus.spring.autoconfigure.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tradebus.core.runtime.ListenerFailure;
import io.tradebus.core.runtime.ListenerSession;
import io.tradebus.core.runtime.PublicationView;
import io.tradebus.core.runtime.ReceptionView;
import io.tradebus.core.runtime.RequesterView;
import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.core.runtime.StreamLoss;
import io.tradebus.spring.core.BusStream;
import io.tradebus.spring.listener.BusListenerHandle;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A stream in detail.
 *
 * @param name under which the application knows it
 * @param channel where messages travel
 * @param streamId number within the channel
 * @param termLength length in bytes of each of the three terms of its log; left out where this application does not publish
 * @param publications publications of this application
 * @param requests what this application asks by it; left out where it does not ask
 * @param subscriptions subscriptions of this application's listeners
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StreamDescription(
        String name,
        String channel,
        int streamId,
        @Nullable Integer termLength,
        List<Publication> publications,
        @Nullable RequestsDescription requests,
        List<Subscription> subscriptions)
        implements OperationResponseBody {

    static StreamDescription of(
            BusStream stream,
            @Nullable PublicationView publication,
            @Nullable RequesterView requester,
            List<BusListenerHandle> listeners,
            List<StreamLoss> losses) {
        return new StreamDescription(
                stream.name(),
                stream.definition().channel(),
                stream.definition().streamId(),
                publication == null ? null : publication.termLength(),
                publication == null ? List.of() : List.of(Publication.of(publication)),
                RequestsDescription.of(requester),
                listeners.stream()
                        .map(listener -> Subscription.of(stream.definition(), listener, losses))
                        .toList());
    }

    /**
     * What this application publishes.
     *
     * @param sessionId number of its session
     * @param position bytes published; left out while the driver is away
     * @param limit first position in bytes that cannot be used yet; left out while the driver is away
     * @param windowUsed how far the slowest subscriber is behind, of what it may be: from 0 to 1
     * @param exclusive whether one thread writes
     * @param offers offers and claims by what became of them
     * @param lastBackPressure when an offer was last seen to be refused; left out if none ever was
     * @param limitedBy the listener that is furthest behind, "local" for a subscription of this process that is no listener, or "remote"; left out while everything is consumed
     * @param notConnectedBecause why there is no subscriber; left out while there is one
     * @param network how it is sent; left out within this host
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Publication(
            int sessionId,
            @Nullable Long position,
            @Nullable Long limit,
            double windowUsed,
            boolean exclusive,
            Offers offers,
            @Nullable Instant lastBackPressure,
            @Nullable String limitedBy,
            @Nullable String notConnectedBecause,
            NetworkDescription.@Nullable Sender network) {
        static Publication of(PublicationView view) {
            long refusedMs = view.lastBackPressureMs();
            return new Publication(
                    view.sessionId(),
                    StreamSummary.known(view.position()),
                    StreamSummary.known(view.positionLimit()),
                    StreamSummary.windowUsed(view),
                    view.definition().exclusive(),
                    Offers.of(view.offers()),
                    refusedMs == 0 ? null : Instant.ofEpochMilli(refusedMs),
                    view.limitedBy(),
                    StreamSummary.text(view.notConnected()),
                    NetworkDescription.Sender.of(view.sender()));
        }
    }

    /**
     * Offers and claims by what became of them.
     *
     * @param accepted appended
     * @param backPressured refused because a subscriber does not keep up
     * @param notConnected refused because there is no subscriber
     * @param adminAction refused because the log was rotating
     */
    public record Offers(long accepted, long backPressured, long notConnected, long adminAction) {
        static Offers of(PublicationView.OfferCounts counts) {
            return new Offers(counts.accepted(), counts.backPressured(), counts.notConnected(), counts.adminAction());
        }
    }

    /**
     * What a listener reads of it.
     *
     * @param listener id
     * @param state what the listener is doing
     * @param ackMode when it commits
     * @param onError what it does with messages that fail
     * @param lag bytes published but not committed, in the session with most of them; left out while not subscribed
     * @param sessions the publishers' sessions it reads
     * @param replies what it replies; left out where messages are not requests
     * @param failure the message at which it stands; left out if there is none
     * @param notConnectedBecause why there is no publisher; left out while there is one, or while not subscribed
     * @param network how it is received; left out within this host
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Subscription(
            String listener,
            String state,
            String ackMode,
            String onError,
            @Nullable Long lag,
            List<Session> sessions,
            RequestsDescription.@Nullable Replies replies,
            @Nullable Failure failure,
            @Nullable String notConnectedBecause,
            NetworkDescription.@Nullable Reception network) {
        static Subscription of(StreamDefinition definition, BusListenerHandle listener, List<StreamLoss> losses) {
            String stream = definition.name();
            ReceptionView reception = listener.reception(stream);
            return new Subscription(
                    listener.id(),
                    Names.of(listener.state()),
                    Names.of(listener.options().ackMode()),
                    listener.onError(),
                    ListenerSummary.isSubscribed(listener) ? listener.lag(stream) : null,
                    listener.sessions().stream()
                            .filter(session -> session.stream().equals(stream))
                            .map(session -> Session.of(session, NetworkDescription.lossOf(losses, definition, session)))
                            .toList(),
                    RequestsDescription.Replies.of(listener.replies(stream)),
                    listener.failure()
                            .filter(failure -> failure.stream().equals(stream))
                            .map(Failure::of)
                            .orElse(null),
                    reception == null ? null : StreamSummary.text(reception.notConnected()),
                    NetworkDescription.Reception.of(definition, reception));
        }
    }

    /**
     * How far a listener is with one publisher.
     *
     * @param sessionId number of the publisher's session
     * @param position bytes committed
     * @param lag bytes published but not committed
     * @param endOfStream whether everything of a publisher that left has been read
     * @param network how it is received; left out within this host
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Session(
            int sessionId,
            long position,
            long lag,
            boolean endOfStream,
            NetworkDescription.@Nullable Receiver network) {
        static Session of(ListenerSession session, @Nullable StreamLoss loss) {
            return new Session(
                    session.sessionId(),
                    session.position(),
                    session.lag(),
                    session.endOfStream(),
                    NetworkDescription.Receiver.of(session, loss));
        }
    }

    /**
     * The message at which a listener stands.
     *
     * @param position where it stands, in bytes
     * @param attempt how often the message was delivered
     * @param exception type of what its handler threw
     * @param message its text
     * @param since when it failed first
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Failure(
            long position,
            int attempt,
            String exception,
            @Nullable String message,
            Instant since) {
        static Failure of(ListenerFailure failure) {
            return new Failure(
                    failure.position(),
                    failure.attempt(),
                    failure.cause().getClass().getName(),
                    failure.cause().getMessage(),
                    Instant.ofEpochMilli(failure.sinceMs()));
        }
    }
}
