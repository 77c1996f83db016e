package io.tradebus.spring.event;

import io.tradebus.core.BusException;
import io.tradebus.core.runtime.ConnectionDiagnosis;
import io.tradebus.core.runtime.ListenerFailure;
import io.tradebus.core.runtime.ListenerSession;
import io.tradebus.core.runtime.ListenerState;
import io.tradebus.core.runtime.PublicationView;
import io.tradebus.core.runtime.PublisherLoss;
import io.tradebus.core.runtime.RequesterView;
import io.tradebus.core.runtime.RuntimeObserver;
import io.tradebus.core.runtime.StreamDefinition;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** Tells several observers what happens to a runtime, in their order, on the thread on which it happens. */
public final class RuntimeObservers implements RuntimeObserver {
    private static final Log LOG = LogFactory.getLog("bus.driver");

    private final List<RuntimeObserver> observers;

    public RuntimeObservers(List<RuntimeObserver> observers) {
        this.observers = List.copyOf(observers);
    }

    private void tell(Consumer<RuntimeObserver> what) {
        for (RuntimeObserver observer : observers) {
            try {
                what.accept(observer);
            } catch (RuntimeException failure) {
                // The runtime is in the middle of something, and the other observers want to know of it too.
                LOG.error("an observer of the bus failed: " + observer, failure);
            }
        }
    }

    @Override
    public void onDriverConnected(DriverLink driver) {
        tell(observer -> observer.onDriverConnected(driver));
    }

    @Override
    public void onDriverLost(
            DriverLink driver, BusException cause, List<PublisherLoss> publishers, boolean recovering) {
        tell(observer -> observer.onDriverLost(driver, cause, publishers, recovering));
    }

    @Override
    public void onDriverReleased(DriverLink driver) {
        tell(observer -> observer.onDriverReleased(driver));
    }

    @Override
    public void onRequesterOpened(RequesterView requester) {
        tell(observer -> observer.onRequesterOpened(requester));
    }

    @Override
    public void onPublicationOpened(PublicationView publication) {
        tell(observer -> observer.onPublicationOpened(publication));
    }

    @Override
    public void onStreamConnected(PublicationView publication) {
        tell(observer -> observer.onStreamConnected(publication));
    }

    @Override
    public void onStreamDisconnected(PublicationView publication) {
        tell(observer -> observer.onStreamDisconnected(publication));
    }

    @Override
    public void onNotConnected(
            StreamDefinition stream, @Nullable String listener, ConnectionDiagnosis why, Duration lasted) {
        tell(observer -> observer.onNotConnected(stream, listener, why, lasted));
    }

    @Override
    public void onBackPressureEntered(
            PublicationView publication, Duration lasted, @Nullable String limitedBy, long lag) {
        tell(observer -> observer.onBackPressureEntered(publication, lasted, limitedBy, lag));
    }

    @Override
    public void onBackPressureLeft(PublicationView publication, Duration lasted) {
        tell(observer -> observer.onBackPressureLeft(publication, lasted));
    }

    @Override
    public void onStreamExhausted(PublicationView publication) {
        tell(observer -> observer.onStreamExhausted(publication));
    }

    @Override
    public void onSessionStarted(String listener, ListenerSession session) {
        tell(observer -> observer.onSessionStarted(listener, session));
    }

    @Override
    public void onSessionEnded(String listener, ListenerSession session) {
        tell(observer -> observer.onSessionEnded(listener, session));
    }

    @Override
    public void onListenerState(
            String listener, ListenerState before, ListenerState now, @Nullable ListenerFailure failure) {
        tell(observer -> observer.onListenerState(listener, before, now, failure));
    }

    @Override
    public void onWarning(String text) {
        tell(observer -> observer.onWarning(text));
    }

    @Override
    public void onError(Throwable failure) {
        tell(observer -> observer.onError(failure));
    }
}
