package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.counters.SetupRefusal;
import io.tradebus.core.driver.conductor.resource.LogStore;
import io.tradebus.core.driver.conductor.resource.RequestRefusedException;
import io.tradebus.core.driver.conductor.resource.StreamSubscription;
import io.tradebus.core.driver.conductor.resource.Subscriptions;
import io.tradebus.core.driver.exchange.Deferred;
import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.ReceiverRequests;
import io.tradebus.core.driver.exchange.SetupNotice;
import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.control.ErrorCode;
import io.tradebus.core.format.log.LogDescription;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ErrorHandler;

/**
 * Answers the receiver when a stream is offered: with an image for it, whose log may take several cycles to create, or
 * with a refusal, which is counted by reason. See docs/driver-behaviour.md#image-creation.
 */
public final class SetupRequests {
    private final List<Creation> creations = new ArrayList<>();
    private final ReceiveEndpoints endpoints;
    private final Subscriptions subscriptions;
    private final ImageOpener opener;
    private final LogStore logs;
    private final Mailbox<ReceiverRequests> receiver;
    private final NetworkObserver observer;
    private final ErrorHandler errors;

    /** An image whose log is being created. */
    private record Creation(
            SetupNotice notice, ReceiveEndpoint endpoint, LogDescription description, Deferred<LogFile> log) {}

    public SetupRequests(
            ReceiveEndpoints endpoints,
            Subscriptions subscriptions,
            ImageOpener opener,
            LogStore logs,
            Mailbox<ReceiverRequests> receiver,
            NetworkObserver observer,
            ErrorHandler errors) {
        this.endpoints = endpoints;
        this.subscriptions = subscriptions;
        this.opener = opener;
        this.logs = logs;
        this.receiver = receiver;
        this.observer = observer;
        this.errors = errors;
    }

    /** A stream is offered. */
    void onSetup(SetupNotice notice) {
        ReceiveEndpoint endpoint = endpoints.find(notice.endpointId());
        if (endpoint == null || endpoint.isClosing()) {
            refuse(notice);
            return;
        }
        if (isBeingCreated(notice)) {
            // A reader left and another came while the log is created; it will read that one.
            return;
        }
        List<StreamSubscription> readers = readers(endpoint, notice);
        if (readers.isEmpty()) {
            refuse(notice);
            return;
        }
        try {
            LogDescription description = opener.describe(notice, endpoint, readers);
            creations.add(new Creation(notice, endpoint, description, logs.create(description)));
        } catch (RuntimeException e) {
            refuse(notice, endpoint, e);
        }
    }

    /** Goes on with what was begun. Called each cycle. */
    public int advance(long nowNs) {
        int workCount = 0;
        for (int i = creations.size() - 1; i >= 0; i--) {
            if (creations.get(i).log().isDone()) {
                finish(creations.remove(i), nowNs);
                workCount++;
            }
        }
        return workCount;
    }

    /** Whether all were answered. */
    boolean areDone() {
        return creations.isEmpty();
    }

    private void finish(Creation creation, long nowNs) {
        SetupNotice notice = creation.notice();
        ReceiveEndpoint endpoint = creation.endpoint();
        try {
            LogFile log = logs.take(creation.log());
            List<StreamSubscription> readers = readers(endpoint, notice);
            if (readers.isEmpty()) {
                logs.free(log);
                refuse(notice);
                return;
            }
            opener.link(open(creation, log, readers, nowNs), readers, nowNs);
        } catch (RuntimeException e) {
            refuse(notice, endpoint, e);
        }
    }

    private boolean isBeingCreated(SetupNotice notice) {
        for (Creation creation : creations) {
            SetupNotice other = creation.notice();
            if (other.endpointId() == notice.endpointId()
                    && other.streamId() == notice.streamId()
                    && other.sessionId() == notice.sessionId()) {
                return true;
            }
        }
        return false;
    }

    private NetworkImage open(Creation creation, LogFile log, List<StreamSubscription> readers, long nowNs) {
        try {
            return opener.open(creation.notice(), creation.endpoint(), creation.description(), log, readers, nowNs);
        } catch (RuntimeException e) {
            logs.free(log);
            throw e;
        }
    }

    private List<StreamSubscription> readers(ReceiveEndpoint endpoint, SetupNotice notice) {
        List<StreamSubscription> readers = new ArrayList<>();
        subscriptions.forEachOf(endpoint, subscription -> {
            if (subscription.matches(endpoint, notice.streamId(), notice.sessionId())) {
                readers.add(subscription);
            }
        });
        return readers;
    }

    private void refuse(SetupNotice notice, ReceiveEndpoint endpoint, RuntimeException cause) {
        SetupRefusal reason = reasonOf(cause);
        long value = cause instanceof RefusedSetupException refused ? refused.value() : 0;
        if (!endpoint.isClosing()) {
            // The counters of one that has closed meanwhile may be somebody else's by now.
            endpoint.evidence().refused(reason, value);
        }
        errors.onError(cause);
        observer.onSetupRefused(
                notice.sessionId(),
                notice.streamId(),
                endpoint.channel().uri().toString(),
                String.valueOf(notice.source()),
                reason,
                value);
        refuse(notice);
    }

    private void refuse(SetupNotice notice) {
        receiver.post(agent -> agent.onSetupRefused(notice.endpointId(), notice.streamId(), notice.sessionId()));
    }

    private static SetupRefusal reasonOf(RuntimeException cause) {
        if (cause instanceof RefusedSetupException refused) {
            return refused.reason();
        }
        return cause instanceof RequestRefusedException storage && storage.code() == ErrorCode.STORAGE_SPACE
                ? SetupRefusal.NO_SPACE
                : SetupRefusal.OTHER;
    }
}
