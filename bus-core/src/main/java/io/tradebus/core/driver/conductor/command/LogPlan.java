package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.format.channel.PublicationParams;
import io.tradebus.core.format.channel.ResponseParams;
import io.tradebus.core.format.channel.StartPosition;
import io.tradebus.core.format.channel.TaggedPublication;
import io.tradebus.core.format.channel.UntetheredTimeouts;
import io.tradebus.core.format.log.LogDescription;
import io.tradebus.core.format.log.LogKind;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Works out what the log of a new publication looks like, from its channel and the defaults of its medium. */
final class LogPlan {
    /** Stands in the log's metadata for a placeholder that answers nobody. */
    private static final long PROTOTYPE = -2;

    private final StreamDefaults defaults;
    private final IntSupplier initialTermIds;

    /**
     * @param initialTermIds where streams begin whose publisher does not say; random, so that old data is recognised
     */
    LogPlan(StreamDefaults defaults, IntSupplier initialTermIds) {
        this.defaults = defaults;
        this.initialTermIds = initialTermIds;
    }

    /** What the request's channel says, checked and completed. */
    PublicationParams params(PublicationRequest request, TaggedPublication.Lookup tagged) {
        return PublicationParams.of(request.uri(), request.streamId(), defaults.publication(), tagged);
    }

    LogDescription describe(
            PublicationRequest request,
            PublicationParams params,
            int sessionId,
            LogDescription.SocketBuffers socketBuffers) {
        LogKind kind = request.isExclusive() ? LogKind.EXCLUSIVE_PUBLICATION : LogKind.CONCURRENT_PUBLICATION;
        LogDescription.Start start = start(params.start());
        return LogDescription.builder(kind, request.correlationId()).stream(sessionId, request.streamId())
                .termLength(params.log().termLength())
                .mtuLength(params.log().mtuLength())
                .filePageSize(defaults.filePageSize())
                .publicationWindowLength(params.log().window())
                .maxResend(params.delivery().maxResend())
                .start(start.initialTermId(), start.termId(), start.termOffset())
                .entityTag(params.entityTag())
                .responseCorrelationId(responseCorrelationId(params.response()))
                .socketBuffers(socketBuffers)
                .timeouts(timeouts(params))
                .traits(traits(params))
                .build();
    }

    /** What two requests must have in common to share a publication. */
    static long responseCorrelationId(ResponseParams response) {
        return response.isPrototype() ? PROTOTYPE : response.correlationId();
    }

    private LogDescription.Start start(@Nullable StartPosition wanted) {
        if (wanted == null) {
            int initialTermId = initialTermIds.getAsInt();
            return new LogDescription.Start(initialTermId, initialTermId, 0);
        }
        return new LogDescription.Start(wanted.initialTermId(), wanted.termId(), wanted.termOffset());
    }

    private static LogDescription.Timeouts timeouts(PublicationParams params) {
        UntetheredTimeouts untethered = params.untethered();
        return new LogDescription.Timeouts(
                params.delivery().lingerNs(),
                untethered.windowLimitNs(),
                untethered.restingNs(),
                untethered.lingerNs());
    }

    private static LogDescription.Traits traits(PublicationParams params) {
        return new LogDescription.Traits(
                false,
                params.response().isResponse(),
                false,
                false,
                params.log().isSparse(),
                params.delivery().isEosSent(),
                params.delivery().isConnectedBySpies(),
                false);
    }
}
