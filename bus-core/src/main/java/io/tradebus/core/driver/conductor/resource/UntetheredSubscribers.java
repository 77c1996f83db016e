package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.format.log.LogDescription;
import java.util.List;

/**
 * Sets subscribers aside that are too slow and said that they may be left behind: they are told that their image is
 * gone, hold the publisher up for a while longer, rest, and join again. See docs/driver-behaviour.md#tether-rejoin.
 */
public final class UntetheredSubscribers {
    private final ImageLinker linker;
    private final ResourceObserver observer;

    public UntetheredSubscribers(ImageLinker linker, ResourceObserver observer) {
        this.linker = linker;
        this.observer = observer;
    }

    /** Looks at the untethered subscribers of one active stream. */
    public void onTick(ReadableStream stream, long nowNs) {
        List<SubscriberPosition> subscribers = stream.subscribers();
        for (int i = subscribers.size() - 1; i >= 0; i--) {
            SubscriberPosition subscriber = subscribers.get(i);
            if (!subscriber.subscription().isTether()) {
                check(subscriber, stream, nowNs);
            }
        }
    }

    private void check(SubscriberPosition subscriber, ReadableStream stream, long nowNs) {
        LogDescription.Timeouts timeouts = stream.timeouts();
        long elapsedNs = nowNs - subscriber.timeOfChangeNs();
        switch (subscriber.tetherState()) {
            case ACTIVE -> {
                if (subscriber.get() > stream.untetheredLimit()) {
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
                    joinAgain(subscriber, stream, nowNs);
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
            subscriber.subscription().leave(subscriber.stream());
            linker.unlink(subscriber);
        }
    }

    private void joinAgain(SubscriberPosition subscriber, ReadableStream stream, long nowNs) {
        subscriber.moveTo(stream.joinPosition());
        become(subscriber, TetherState.ACTIVE, nowNs);
        linker.announceAvailable(subscriber);
    }

    private void become(SubscriberPosition subscriber, TetherState next, long nowNs) {
        TetherState before = subscriber.tetherState();
        subscriber.become(next, nowNs);
        subscriber.stream().onSubscribersChanged();
        observer.onTetherState(
                subscriber.stream().imageId(), subscriber.subscription().registrationId(), before, next);
    }
}
