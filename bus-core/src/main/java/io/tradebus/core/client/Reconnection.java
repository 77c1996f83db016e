package io.tradebus.core.client;

import io.tradebus.core.BusException;
import io.tradebus.core.DriverUnavailableException;
import io.tradebus.core.config.ClientConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochClock;
import org.jspecify.annotations.Nullable;

/**
 * Takes a client from one driver to the next. Used under the client's lock, but for what says otherwise.
 *
 * <p>When the driver is lost, publications let go of their logs at once. Appends that are under way finish within
 * microseconds; some milliseconds later the positions are read, and the listener is told. Then, again and again, this
 * looks for a driver, attaches to it under a new client id and adds everything again. The memory of the lost driver stays
 * mapped until its images have delivered what they have and nobody can be in the middle of an offer or a poll any more.
 */
final class Reconnection {
    private static final long SETTLE_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LOOK_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Lost drivers whose logs are kept for those who do not read them to the end. */
    private static final int MAX_UNREAD = 4;

    private enum State {
        /** There is a driver; what the client has may still be on its way there. */
        ATTACHED,
        /** There is none, and the listener was not told yet. */
        LOST,
        /** There is none, as the listener knows. */
        AWAY
    }

    /** The log that a publication had when the driver was lost. */
    private record LostLog(Publication publication, AppendLog log) {}

    private final ClientConfig config;
    private final ClientListener listener;
    private final ResourceOwner owner;
    private final Registrations registrations;
    private final PendingRequests pending;
    private final EpochClock epochClock;
    private final DriverConnector connector;
    private final List<Attachment> retired = new ArrayList<>();
    private final List<LostLog> lostLogs = new ArrayList<>();
    private final List<Image> lostImages = new ArrayList<>();

    private volatile State state = State.ATTACHED;
    private volatile Attachment attachment;
    private @Nullable Restoration restoration;
    private BusException cause = new BusException("the driver was not lost");
    private boolean isDriverAlive;
    private long lostNs;
    private long nextLookNs;
    private long lastCorrelationId;
    private @Nullable String lastProblem;

    Reconnection(
            ClientConfig config,
            ClientListener listener,
            ResourceOwner owner,
            Registrations registrations,
            PendingRequests pending,
            Attachment attachment,
            EpochClock epochClock) {
        this.config = config;
        this.listener = listener;
        this.owner = owner;
        this.registrations = registrations;
        this.pending = pending;
        this.attachment = attachment;
        this.epochClock = epochClock;
        connector = new DriverConnector(config.directory(), config.timeouts().driverTimeoutMs(), epochClock);
    }

    /** The present attachment, or the last one. Any thread. */
    Attachment attachment() {
        return attachment;
    }

    /** Whether there is a driver. Any thread. */
    boolean isAttached() {
        return state == State.ATTACHED;
    }

    /**
     * Throws what says that there is no driver at the moment.
     *
     * @throws DriverUnavailableException if there is none
     */
    void requireAttached() {
        if (state != State.ATTACHED) {
            throw new DriverUnavailableException(
                    "the client has lost its driver and looks for another one: " + cause.getMessage(),
                    config.directory(),
                    DriverUnavailableException.NO_HEARTBEAT,
                    "start the driver again; the client goes on by itself");
        }
    }

    /**
     * Throws what says that the driver does not have something yet.
     *
     * @throws DriverUnavailableException if it was not added to the present driver
     */
    void requireAttached(Registration registration) {
        requireAttached();
        if (!registration.isAttached()) {
            Liveness liveness = attachment.liveness();
            throw new DriverUnavailableException(
                    "the " + registration.request().subject + " is on its way to the driver that the client has found",
                    config.directory(),
                    liveness.heartbeatAgeMs(epochClock.time()),
                    "try again in a moment");
        }
    }

    /** Gives the driver up. */
    void lose(BusException why, long nowNs) {
        cause = why;
        state = State.LOST;
        lostNs = nowNs;
        restoration = null;
        isDriverAlive = attachment.liveness().isDriverAlive(epochClock.time());
        lastCorrelationId = attachment.link().toDriver().nextCorrelationId();
        for (Registration registration : registrations.all()) {
            detach(registration);
        }
        pending.failAll(why);
    }

    /** Whether there is nothing on its way from one driver to the next. */
    boolean isSettled() {
        return state == State.ATTACHED && restoration == null && retired.isEmpty();
    }

    /** To be called every few milliseconds. */
    void onService(long nowNs) {
        if (state == State.LOST && nowNs - lostNs >= SETTLE_NS) {
            report(nowNs);
        }
        if (state == State.AWAY && nowNs - nextLookNs >= 0) {
            nextLookNs = nowNs + LOOK_INTERVAL_NS;
            lookForDriver(nowNs);
        }
        advanceRestoration(nowNs);
        if (!retired.isEmpty()) {
            long lingerNs = config.timeouts().resourceLingerNs();
            retired.removeIf(lost -> lost.unmapRetired(registrations, nowNs, lingerNs));
        }
    }

    /** What was added again was answered; null when nothing is being added again. */
    @Nullable Restoration restoration() {
        return restoration;
    }

    /** The client is about to close: what was lost is told before. */
    void onClose(long nowNs) {
        if (state == State.LOST) {
            report(nowNs);
        }
    }

    /** Tells the driver that the client is gone, and unmaps everything. */
    void release() {
        try {
            if (state == State.ATTACHED) {
                attachment.commands().closeClient();
            }
        } finally {
            owner.wakeups().removeOwnClient(attachment.clientId());
            retired.forEach(Attachment::unmapAll);
            attachment.unmapAll();
        }
    }

    /** Whether there are logs that another thread may still be in the middle of using. */
    boolean hasLogs() {
        return attachment.logs().count() > 0
                || retired.stream().anyMatch(lost -> lost.logs().count() > 0);
    }

    private void detach(Registration registration) {
        registrations.detach(registration);
        Publication publication = registration.publication();
        Subscription subscription = registration.subscription();
        Counter counter = registration.counter();
        if (publication != null) {
            AppendLog log = publication.detach();
            if (log != null) {
                lostLogs.add(new LostLog(publication, log));
            }
        } else if (subscription != null) {
            subscription.detach();
            for (Image image : subscription.images()) {
                if (!image.isDraining()) {
                    lose(image);
                }
            }
        } else if (counter != null) {
            counter.detach();
            if (isDriverAlive) {
                // It may use the place for another counter from now on.
                counter.settle();
            }
        }
    }

    /** A driver that lives may use log and counter for somebody else from now on. */
    private void lose(Image image) {
        lostImages.add(image);
        if (isDriverAlive) {
            registrations.closeImage(image, lostNs, config.timeouts().resourceLingerNs());
        } else {
            attachment.drain(image);
        }
    }

    private void report(long nowNs) {
        LostLogs logs = new LostLogs();
        for (LostLog lost : lostLogs) {
            logs.add(lost.publication, lost.log, lost.log.settle());
            MappedLog mapped = lost.log.mapped();
            if (lost.log.hasOpenClaims()) {
                mapped.leaveToCollector();
            }
            mapped.removeUser(nowNs + config.timeouts().resourceLingerNs());
        }
        lostLogs.clear();
        for (Registrations.ClosedPublication closed : registrations.takeClosing()) {
            if (!isDriverAlive) {
                logs.add(closed.publication(), closed.log(), closed.endPosition());
            }
        }
        List<ImageLoss> images = new ArrayList<>();
        for (Image image : lostImages) {
            images.add(new ImageLoss(image, image.position()));
        }
        lostImages.clear();
        List<PublicationLoss> publications = logs.losses(attachment.link().counters());
        DriverLoss loss = new DriverLoss(cause, isDriverAlive, List.copyOf(publications), List.copyOf(images));
        for (Registration registration : registrations.all()) {
            Counter counter = registration.counter();
            if (counter != null) {
                counter.settle();
            }
        }
        retire(nowNs);
        state = State.AWAY;
        nextLookNs = nowNs;
        tell(() -> listener.onDriverLost(loss));
    }

    private void retire(long nowNs) {
        attachment.retire(nowNs);
        retired.add(attachment);
        for (int i = 0; i < retired.size() - MAX_UNREAD; i++) {
            retired.get(i).endImages(registrations, nowNs, config.timeouts().resourceLingerNs());
        }
    }

    private void lookForDriver(long nowNs) {
        try {
            DriverLink link = connector.look();
            if (link != null) {
                attach(link, nowNs);
                lastProblem = null;
            }
        } catch (BusException problem) {
            // It may go away with the next start of a driver, and is told once until then.
            if (!String.valueOf(problem.getMessage()).equals(lastProblem)) {
                lastProblem = problem.getMessage();
                owner.onHandlerError(problem);
            }
        }
    }

    private void attach(DriverLink link, long nowNs) {
        Attachment last = attachment;
        boolean isSameDriver;
        try {
            isSameDriver = last.link().isToSameDriver(link);
            link.skipCorrelationIdsTo(lastCorrelationId);
            attachment = new Attachment(config, link, epochClock, nowNs, owner.wakeups());
        } catch (RuntimeException | Error failure) {
            link.close();
            throw failure;
        }
        state = State.ATTACHED;
        owner.wakeups().removeOwnClient(last.clientId());
        if (isSameDriver) {
            new DriverCommands(link.toDriver(), last.clientId(), owner.wakeups().conductor()).closeClient();
            last.endImages(registrations, nowNs, config.timeouts().resourceLingerNs());
        }
        restoration = new Restoration(config, attachment, registrations, pending, isSameDriver, nowNs);
    }

    private void advanceRestoration(long nowNs) {
        Restoration current = restoration;
        if (current != null && current.advance(nowNs)) {
            restoration = null;
            tell(() -> listener.onDriverBack(current.result()));
        }
    }

    private void tell(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException | Error error) {
            owner.onHandlerError(error);
        }
    }
}
