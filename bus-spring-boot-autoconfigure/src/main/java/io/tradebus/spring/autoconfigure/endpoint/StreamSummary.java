package io.tradebus.spring.autoconfigure.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tradebus.core.runtime.ConnectionDiagnosis;
import io.tradebus.core.runtime.PublicationView;
import io.tradebus.core.runtime.ReceptionView;
import io.tradebus.core.runtime.RequesterView;
import io.tradebus.spring.core.BusStream;
import io.tradebus.spring.listener.BusListenerHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream in short. What concerns its publisher is left out where this application has none.
 *
 * @param channel where messages travel
 * @param streamId number within the channel
 * @param connected whether there is a subscriber
 * @param notConnectedBecause why there is none, or why a listener of this application has no publisher; left out while
 *     everybody has somebody
 * @param position bytes published; left out while the driver is away
 * @param windowUsed how far the slowest subscriber is behind, of what it may be: from 0 to 1
 * @param backPressured whether offers are refused because a subscriber does not keep up
 * @param limitedBy the listener that is furthest behind, "local" for a subscription of this process that is no listener, or "remote"; left out while everything is consumed
 * @param requests what this application asks by it; left out where it does not ask
 * @param listeners ids of the listeners of this application
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StreamSummary(
        String channel,
        int streamId,
        @Nullable Boolean connected,
        @Nullable String notConnectedBecause,
        @Nullable Long position,
        @Nullable Double windowUsed,
        @Nullable Boolean backPressured,
        @Nullable String limitedBy,
        @Nullable RequestsDescription requests,
        List<String> listeners) {
    private static final double PRECISION = 10_000;

    static StreamSummary of(
            BusStream stream,
            @Nullable PublicationView publication,
            @Nullable RequesterView requester,
            List<BusListenerHandle> listening) {
        RequestsDescription requests = RequestsDescription.of(requester);
        String channel = stream.definition().channel();
        int streamId = stream.definition().streamId();
        List<String> listeners = listening.stream().map(BusListenerHandle::id).toList();
        String because = notConnectedBecause(stream.name(), publication, listening);
        return publication == null
                ? new StreamSummary(channel, streamId, null, because, null, null, null, null, requests, listeners)
                : new StreamSummary(
                        channel,
                        streamId,
                        publication.isConnected(),
                        because,
                        known(publication.position()),
                        windowUsed(publication),
                        publication.isBackPressured(),
                        publication.limitedBy(),
                        requests,
                        listeners);
    }

    private static @Nullable String notConnectedBecause(
            String stream, @Nullable PublicationView publication, List<BusListenerHandle> listening) {
        String because = publication == null ? null : text(publication.notConnected());
        for (BusListenerHandle listener : listening) {
            ReceptionView reception = because == null ? listener.reception(stream) : null;
            because = reception == null ? because : text(reception.notConnected());
        }
        return because;
    }

    static @Nullable String text(@Nullable ConnectionDiagnosis diagnosis) {
        return diagnosis == null ? null : diagnosis.text();
    }

    /** A position, or null for one of the codes that stand for "there is none now". */
    static @Nullable Long known(long position) {
        return position < 0 ? null : position;
    }

    /** From 0 to 1, in steps of a ten-thousandth. */
    static double windowUsed(PublicationView publication) {
        long length = publication.windowLength();
        double used = length == 0 ? 0 : Math.min(1.0, (double) publication.windowUsed() / length);
        return Math.round(used * PRECISION) / PRECISION;
    }
}
