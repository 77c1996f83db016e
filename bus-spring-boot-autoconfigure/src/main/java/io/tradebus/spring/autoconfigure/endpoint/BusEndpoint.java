package io.tradebus.spring.autoconfigure.endpoint;

import io.tradebus.core.BusException;
import io.tradebus.core.UnknownListenerException;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.PublicationView;
import io.tradebus.core.runtime.RequesterView;
import io.tradebus.core.runtime.StreamLoss;
import io.tradebus.spring.autoconfigure.explain.BusExplainer;
import io.tradebus.spring.autoconfigure.explain.BusExplanation;
import io.tradebus.spring.autoconfigure.preflight.HostFinding;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.core.BusStream;
import io.tradebus.spring.core.BusStreams;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Shows driver, streams and listeners, and who holds whom back, and explains in sentences; operates listeners, once {@code
 * management.endpoint.bus.access} is {@code unrestricted}. Everything shown is read when asked for; what has no source,
 * such as the position of a stream nobody here publishes, is left out.
 */
@Endpoint(id = "bus", defaultAccess = Access.READ_ONLY)
public class BusEndpoint {
    private static final String EXPLAIN = "explain";

    private final BusRuntimeLifecycle lifecycle;
    private final BusStreams streams;
    private final ObjectProvider<BusListenerRegistry> registry;
    private final Supplier<List<HostFinding>> preflight;
    private final BusExplainer explainer;

    /** @param preflight what the last start found missing on the machine */
    public BusEndpoint(
            BusRuntimeLifecycle lifecycle,
            BusStreams streams,
            ObjectProvider<BusListenerRegistry> registry,
            Supplier<List<HostFinding>> preflight,
            BusExplainer explainer) {
        this.preflight = preflight;
        this.explainer = explainer;
        this.lifecycle = lifecycle;
        this.streams = streams;
        this.registry = registry;
    }

    /** Everything in short. */
    @ReadOperation
    public BusDescription bus() {
        Map<String, StreamSummary> byStream = new LinkedHashMap<>();
        for (BusStream stream : streams.all()) {
            byStream.put(
                    stream.name(),
                    StreamSummary.of(
                            stream, publication(stream.name()), requester(stream.name()), listenersOf(stream.name())));
        }
        Map<String, ListenerSummary> byListener = new LinkedHashMap<>();
        for (BusListenerHandle listener : listeners()) {
            byListener.put(listener.id(), ListenerSummary.of(listener));
        }
        boolean usesNetwork = streams.all().stream()
                .anyMatch(stream -> stream.definition().channel().contains("aeron:udp"));
        return new BusDescription(
                DriverDescription.of(lifecycle.runtime(), usesNetwork),
                preflight.get().stream().map(HostFinding::text).toList(),
                byStream,
                byListener);
    }

    /**
     * One stream in detail, or with the name {@value #EXPLAIN}, which no stream has, an explanation of all in sentences.
     *
     * @return a {@link StreamDescription} or a {@link BusExplanation}; 404 with a {@link Refusal} if there is no stream of that name
     */
    @ReadOperation
    public Object stream(@Selector String stream) {
        StreamDescription described = describe(stream);
        return stream.equals(EXPLAIN)
                ? explainer.explain()
                : described == null ? Refusal.unknownStream(stream, streams.names()) : described;
    }

    /**
     * One stream explained in sentences.
     *
     * @return a {@link BusExplanation}; 404 with a {@link Refusal} for an unknown stream and for any other word at the end
     */
    @ReadOperation
    public Object explain(@Selector String stream, @Selector String view) {
        if (!streams.names().contains(stream)) {
            return Refusal.unknownStream(stream, streams.names());
        }
        return view.equals(EXPLAIN) ? explainer.explain(stream) : Refusal.unknownView(stream, view, EXPLAIN);
    }

    /** One stream in detail; null if there is none of that name. */
    public @Nullable StreamDescription describe(String stream) {
        return streams.names().contains(stream)
                ? StreamDescription.of(
                        streams.get(stream), publication(stream), requester(stream), listenersOf(stream), losses())
                : null;
    }

    /**
     * Does something with a listener of a stream, and answers with the state it is in then; an action is carried out by
     * the listener's thread, so that state may still be the one before.
     *
     * @param action one of {@link ListenerAction}, in lower case
     * @return with the reason 404 for an unknown name, and 400 for a missing one, for an unknown action and for what makes no
     *     sense in the state at hand
     */
    @WriteOperation
    public WebEndpointResponse<ListenerChange> operate(
            @Selector String stream, @Nullable String listener, @Nullable String action) {
        if (!streams.names().contains(stream)) {
            return refused(
                    ListenerChange.refused(listener, Refusal.streamReason(stream, streams.names())),
                    WebEndpointResponse.STATUS_NOT_FOUND);
        }
        BusListenerHandle handle = listener == null ? null : find(listener);
        if (handle == null || !handle.streams().contains(stream)) {
            return refused(
                    ListenerChange.refused(listener, Refusal.listenerReason(stream, listener, ids(stream))),
                    listener == null ? WebEndpointResponse.STATUS_BAD_REQUEST : WebEndpointResponse.STATUS_NOT_FOUND);
        }
        ListenerAction known = ListenerAction.of(action);
        return known == null
                ? refused(
                        ListenerChange.refused(handle, Refusal.actionReason(action)),
                        WebEndpointResponse.STATUS_BAD_REQUEST)
                : operate(handle, known);
    }

    private static WebEndpointResponse<ListenerChange> operate(BusListenerHandle handle, ListenerAction action) {
        try {
            action.accept(handle);
            return new WebEndpointResponse<>(ListenerChange.done(handle));
        } catch (IllegalStateException | BusException e) {
            return refused(ListenerChange.refused(handle, e.getMessage()), WebEndpointResponse.STATUS_BAD_REQUEST);
        }
    }

    private static WebEndpointResponse<ListenerChange> refused(ListenerChange change, int status) {
        return new WebEndpointResponse<>(change, status);
    }

    private @Nullable BusListenerHandle find(String id) {
        try {
            BusListenerRegistry known = registry.getIfAvailable();
            return known == null ? null : known.listener(id);
        } catch (UnknownListenerException e) {
            return null;
        }
    }

    private List<StreamLoss> losses() {
        BusRuntime runtime = lifecycle.runtime();
        return runtime == null ? List.of() : runtime.losses();
    }

    private Collection<BusListenerHandle> listeners() {
        BusListenerRegistry known = registry.getIfAvailable();
        return known == null ? List.of() : known.listeners();
    }

    private List<BusListenerHandle> listenersOf(String stream) {
        return listeners().stream()
                .filter(listener -> listener.streams().contains(stream))
                .toList();
    }

    private List<String> ids(String stream) {
        return listenersOf(stream).stream().map(BusListenerHandle::id).toList();
    }

    private @Nullable RequesterView requester(String stream) {
        BusRuntime runtime = lifecycle.runtime();
        if (runtime == null) {
            return null;
        }
        return runtime.requesters().stream()
                .filter(requester -> requester.definition().name().equals(stream))
                .findFirst()
                .orElse(null);
    }

    private @Nullable PublicationView publication(String stream) {
        BusRuntime runtime = lifecycle.runtime();
        if (runtime == null) {
            return null;
        }
        return runtime.publications().stream()
                .filter(publication -> publication.definition().name().equals(stream))
                .findFirst()
                .orElse(null);
    }
}
