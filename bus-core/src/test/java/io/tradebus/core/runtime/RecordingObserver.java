package io.tradebus.core.runtime;

import io.tradebus.core.BusException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what it is told, one line for each event. */
final class RecordingObserver implements RuntimeObserver {
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    boolean has(String line) {
        return lines.contains(line);
    }

    boolean hasBeginning(String beginning) {
        return lines().stream().anyMatch(line -> line.startsWith(beginning));
    }

    @Override
    public void onDriverConnected(DriverLink driver) {
        lines.add("driver connected " + driver.reconnect());
    }

    @Override
    public void onDriverLost(
            DriverLink driver, BusException cause, List<PublisherLoss> publishers, boolean recovering) {
        lines.add("driver lost" + (recovering ? ", recovering: " : ": ") + cause.getMessage());
        for (PublisherLoss loss : publishers) {
            lines.add("lost of " + loss.stream() + ": consumed " + loss.consumedPosition() + ", appended "
                    + loss.appendedPosition());
        }
    }

    @Override
    public void onDriverReleased(DriverLink driver) {
        lines.add("driver released");
    }

    @Override
    public void onPublicationOpened(PublicationView publication) {
        lines.add("opened " + publication.definition().name());
    }

    @Override
    public void onStreamConnected(PublicationView publication) {
        lines.add("connected " + publication.definition().name());
    }

    @Override
    public void onStreamDisconnected(PublicationView publication) {
        lines.add("disconnected " + publication.definition().name());
    }

    @Override
    public void onBackPressureEntered(
            PublicationView publication, Duration lasted, @Nullable String limitedBy, long lag) {
        lines.add("back pressure on " + publication.definition().name() + " by " + limitedBy + " lag " + lag);
    }

    @Override
    public void onBackPressureLeft(PublicationView publication, Duration lasted) {
        lines.add("back pressure left " + publication.definition().name());
    }

    @Override
    public void onSessionStarted(String listener, ListenerSession session) {
        lines.add("session of " + listener + " started at " + session.position());
    }

    @Override
    public void onSessionEnded(String listener, ListenerSession session) {
        lines.add("session of " + listener + " ended at " + session.position());
    }

    @Override
    public void onListenerState(
            String listener, ListenerState before, ListenerState now, @Nullable ListenerFailure failure) {
        lines.add(listener + " " + before + " -> " + now);
    }

    @Override
    public void onWarning(String text) {
        lines.add("warning " + text);
    }

    @Override
    public void onError(Throwable failure) {
        lines.add("error " + failure);
    }
}
