package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.format.log.LogDescription;
import java.util.List;

/**
 * Sets subscribers aside that are too slow and said that they may be left behind: they are told that their image is gone,
 * hold the publisher up for a while longer, rest, and join again. See docs/driver-behaviour.md#tether-rejoin.
 */
final class UntetheredSubscribers {
    private final ImageLinker linker;
    private final ResourceObserver observer;

    UntetheredSubscribers(ImageLinker linker, ResourceObserver observer) {
        this.linker = linker;
        this.observer = observer;
    }

    /** Looks at the untethered subscribers of one active publication. */
    void onTick(IpcPublication publication, long nowNs) {
        List<SubscriberPosition> subscribers = publication.subscribers();
        for (int i = subscribers.size() - 1; i >= 0; i--) {
            SubscriberPosition subscriber = subscribers.get(i);
            if (!subscriber.subscription().isTether()) {
                check(subscriber, publication, nowNs);
            }
        }
    }

    private void check(SubscriberPosition subscriber, IpcPublication publication, long nowNs) {
        LogDescription.Timeouts timeouts = publication.timeouts();
        long elapsedNs = nowNs - subscriber.timeOfChangeNs();
        switch (subscriber.tetherState()) {
            case ACTIVE -> {
                if (subscriber.get() > publication.untetheredLimit()) {
                    subscriber.keepsUp(nowNs);
                } else if (elapsedNs > timeouts.untetheredWindowLimitNs()) {
                    linker.announceUnavailable(subscriber);
                    become(subscriber, TetherState.LINGERING, nowNs);
                }
            }
            case LINGERING -> {
                if (elapsedNs > timeouts.untetheredLingerNs()) {
                    setAside(subscriber, nowNs);
                }
            }
            case RESTING -> {
                if (elapsedNs > timeouts.untetheredRestingNs()) {
                    joinAgain(subscriber, publication, nowNs);
                }
            }
            case DROPPED -> throw new IllegalStateException("a dropped subscriber is not linked");
        }
    }

    private void setAside(SubscriberPosition subscriber, long nowNs) {
        if (subscriber.subscription().isRejoin()) {
            become(subscriber, TetherState.RESTING, nowNs);
        } else {
            become(subscriber, TetherState.DROPPED, nowNs);
            subscriber.subscription().leave(subscriber.publication());
            linker.unlink(subscriber);
        }
    }

    private void joinAgain(SubscriberPosition subscriber, IpcPublication publication, long nowNs) {
        subscriber.moveTo(publication.joinPosition());
        become(subscriber, TetherState.ACTIVE, nowNs);
        linker.announceAvailable(subscriber);
    }

    private void become(SubscriberPosition subscriber, TetherState next, long nowNs) {
        TetherState before = subscriber.tetherState();
        subscriber.become(next, nowNs);
        subscriber.publication().updateConnected();
        observer.onTetherState(
                subscriber.publication().registrationId(),
                subscriber.subscription().registrationId(),
                before,
                next);
    }
}
