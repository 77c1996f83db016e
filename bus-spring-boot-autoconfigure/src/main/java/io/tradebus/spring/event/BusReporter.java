package io.tradebus.spring.event;

import io.tradebus.core.BusException;
import io.tradebus.core.runtime.ConnectionDiagnosis;
import io.tradebus.core.runtime.ListenerFailure;
import io.tradebus.core.runtime.ListenerSession;
import io.tradebus.core.runtime.ListenerState;
import io.tradebus.core.runtime.PublicationView;
import io.tradebus.core.runtime.PublisherLoss;
import io.tradebus.core.runtime.RuntimeObserver;
import io.tradebus.core.runtime.StreamDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the runtime tells into log lines and application events, one of each for a thing that happened. Called by
 * the runtime's threads and by listeners; returns at once.
 */
public class BusReporter implements RuntimeObserver {
    private static final Log DRIVER = LogFactory.getLog("bus.driver");
    private static final Log STREAM = LogFactory.getLog("bus.stream");
    private static final Log LISTENER = LogFactory.getLog("bus.listener");

    private static final int MAX_WARNINGS = 100;

    private final BusEvents events;
    private final String driverDetails;
    private final Map<String, RateLimitedWarning> backPressure = new ConcurrentHashMap<>();
    private final Map<String, RateLimitedWarning> notConnected = new ConcurrentHashMap<>();
    private final Map<String, RateLimitedWarning> warnings = new ConcurrentHashMap<>();
    private final RateLimitedWarning furtherWarnings = new RateLimitedWarning(DRIVER);

    /** @param driverDetails how an embedded driver is configured, for the line that says it has started; may be empty */
    public BusReporter(BusEvents events, String driverDetails) {
        this.events = events;
        this.driverDetails = driverDetails;
    }

    /** @param event a {@link BusEvent}; if this said so, the JVM would load all of them to verify this class */
    private void publish(Object event) {
        events.publish((BusEvent) event);
    }

    @Override
    public void onDriverConnected(DriverLink driver) {
        String took = " in " + driver.connectTime().toMillis() + " ms: dir=" + driver.directory();
        if (driver.embedded()) {
            DRIVER.info("started embedded driver" + took + (driverDetails.isEmpty() ? "" : " " + driverDetails));
        } else if (driver.reconnect() == 0) {
            DRIVER.info("connected to external driver" + took + " pid=" + driver.pid());
        } else {
            DRIVER.info("external driver is back" + took + " pid=" + driver.pid() + ", streams are open again");
        }
        publish(new BusDriverStarted(this, driver.directory(), driver.embedded(), driver.reconnect()));
    }

    @Override
    public void onDriverLost(
            DriverLink driver, BusException cause, List<PublisherLoss> publishers, boolean recovering) {
        String line = (driver.embedded() ? "embedded" : "external") + " driver lost: " + cause.getMessage();
        if (recovering) {
            DRIVER.warn(line + "; offers answer NOT_CONNECTED until it is back");
        } else {
            DRIVER.error(line + "; the application has to be started again");
        }
        for (PublisherLoss publisher : publishers) {
            if (publisher.undeliveredLength() > 0) {
                STREAM.warn(undelivered(publisher));
            }
        }
        publish(new BusDriverLost(this, driver.directory(), driver.embedded(), cause, publishers, recovering));
    }

    private static String undelivered(PublisherLoss publisher) {
        return publisher.stream() + ": " + publisher.undeliveredLength() + " bytes of session " + publisher.sessionId()
                + " may not have been delivered, from position " + publisher.consumedPosition() + " to "
                + publisher.appendedPosition();
    }

    @Override
    public void onDriverReleased(DriverLink driver) {
        DRIVER.info((driver.embedded() ? "stopped embedded driver" : "disconnected from external driver") + ": dir="
                + driver.directory());
        publish(new BusDriverStopped(this, driver.directory(), driver.embedded()));
    }

    @Override
    public void onPublicationOpened(PublicationView publication) {
        STREAM.info(
                publication.definition().name() + " " + publication.definition().address()
                        + ": publication open, session=" + publication.sessionId() + " term="
                        + Bytes.text(publication.termLength()) + " window=" + Bytes.text(publication.windowLength()));
    }

    @Override
    public void onStreamConnected(PublicationView publication) {
        STREAM.debug(publication.definition().name() + ": connected");
        publish(new BusStreamConnected(this, publication.definition().name()));
    }

    @Override
    public void onStreamDisconnected(PublicationView publication) {
        STREAM.debug(publication.definition().name() + ": no subscriber any more");
        publish(new BusStreamDisconnected(this, publication.definition().name()));
    }

    @Override
    public void onNotConnected(
            StreamDefinition stream, @Nullable String listener, ConnectionDiagnosis why, Duration lasted) {
        String name = stream.name();
        String what = listener == null ? "not connected" : "listener " + listener + " has no publisher";
        // For each side of each stream; a reason that changes to and fro must not fill the log.
        RateLimitedWarning warning =
                notConnected.computeIfAbsent(name + " " + listener, key -> new RateLimitedWarning(STREAM));
        warning.warn(() -> name + ": " + what + " for " + lasted.toSeconds() + " s: " + why.text());
    }

    @Override
    public void onBackPressureEntered(
            PublicationView publication, Duration lasted, @Nullable String limitedBy, long lag) {
        String stream = publication.definition().name();
        // For each stream, so that one that is often held up does not hide another.
        RateLimitedWarning warning = backPressure.computeIfAbsent(stream, name -> new RateLimitedWarning(STREAM));
        warning.warn(() -> stream + ": back-pressured for " + lasted.toMillis() + " ms"
                + (limitedBy == null
                        ? ""
                        : ", limited by " + limitedBy + " (lag " + Bytes.text(lag) + " of "
                                + Bytes.text(publication.windowLength()) + ")"));
        publish(new BusBackPressureEntered(this, stream, lasted, limitedBy, lag));
    }

    @Override
    public void onBackPressureLeft(PublicationView publication, Duration lasted) {
        publish(new BusBackPressureLeft(this, publication.definition().name(), lasted));
    }

    @Override
    public void onStreamExhausted(PublicationView publication) {
        STREAM.error(publication.definition().name() + ": reached the last position there is, "
                + publication.position() + "; nothing is accepted any more until the bus is started again, "
                + "and a longer term-length makes a stream last longer");
    }

    @Override
    public void onSessionStarted(String listener, ListenerSession session) {
        LISTENER.debug(listener + ": session " + session.sessionId() + " of " + session.stream()
                + " found, reading from position " + session.position());
    }

    @Override
    public void onSessionEnded(String listener, ListenerSession session) {
        String line = listener + ": session " + session.sessionId() + " of " + session.stream() + " ended at position "
                + session.position();
        if (session.lag() > 0) {
            LISTENER.warn(line + ", " + session.lag() + " bytes of it were not read");
        } else {
            LISTENER.debug(line);
        }
    }

    @Override
    public void onListenerState(
            String listener, ListenerState before, ListenerState now, @Nullable ListenerFailure failure) {
        switch (now) {
            case RUNNING -> publish(new BusListenerResumed(this, listener));
            case PAUSED -> publish(new BusListenerPaused(this, listener));
            case RETRYING -> publish(new BusListenerRetrying(this, listener, failure));
            case HALTED -> {
                LISTENER.error(halted(listener, failure), failure == null ? null : failure.cause());
                publish(new BusListenerHalted(this, listener, failure));
            }
            case DETACHED -> {
                onDetached(listener, failure);
                publish(new BusListenerDetached(this, listener, failure));
            }
            case CLOSED -> LISTENER.debug(listener + ": subscription closed");
        }
    }

    private static String halted(String listener, @Nullable ListenerFailure failure) {
        if (failure == null) {
            return listener + ": HALTED. Publishers will be held back.";
        }
        return listener + ": HALTED at position " + failure.position() + " of " + failure.stream() + ", session "
                + failure.sessionId() + ", after " + attempts(failure.attempt()) + ". Publishers will be held back.\n"
                + "POST /actuator/bus/" + failure.stream() + " {\"listener\":\"" + listener
                + "\",\"action\":\"retry\"} or \"skip\" or \"detach\"";
    }

    private static void onDetached(String listener, @Nullable ListenerFailure failure) {
        if (failure == null) {
            LISTENER.info(listener + ": detached; what is published is not handled until it is started");
        } else {
            LISTENER.error(
                    listener + ": DETACHED at position " + failure.position() + " of " + failure.stream() + ", session "
                            + failure.sessionId() + ", after " + attempts(failure.attempt())
                            + "; what is published is not handled until it is started",
                    failure.cause());
        }
    }

    private static String attempts(int count) {
        return count == 1 ? "1 attempt" : count + " attempts";
    }

    @Override
    public void onWarning(String text) {
        // Each by itself, so that none hides another; but others on the network may cause as many as they like.
        RateLimitedWarning known = warnings.get(text);
        if (known == null) {
            known = warnings.size() < MAX_WARNINGS
                    ? warnings.computeIfAbsent(text, key -> new RateLimitedWarning(DRIVER))
                    : furtherWarnings;
        }
        known.warn(() -> text);
    }

    @Override
    public void onError(Throwable failure) {
        DRIVER.error(failure.getMessage(), failure);
    }
}
