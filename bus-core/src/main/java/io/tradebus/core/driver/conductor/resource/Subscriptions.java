package io.tradebus.core.driver.conductor.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The subscriptions of all clients, in the order in which they were added. */
public final class Subscriptions {
    private final List<StreamSubscription> subscriptions = new ArrayList<>();
    private final ImageLinker linker;
    private final ResourceObserver observer;

    public Subscriptions(ImageLinker linker, ResourceObserver observer) {
        this.linker = linker;
        this.observer = observer;
    }

    public StreamSubscription add(SubscriptionTraits traits, StreamSource source) {
        StreamSubscription subscription = new StreamSubscription(traits, source);
        subscriptions.add(subscription);
        observer.onSubscriptionAdded(traits.registrationId(), traits.streamId(), traits.channel());
        return subscription;
    }

    public @Nullable StreamSubscription find(long registrationId) {
        for (int i = 0; i < subscriptions.size(); i++) {
            if (subscriptions.get(i).registrationId() == registrationId) {
                return subscriptions.get(i);
            }
        }
        return null;
    }

    /** All of them; not to be changed. */
    public List<StreamSubscription> all() {
        return subscriptions;
    }

    /** Ends a subscription and gives its positions back. Its client is told nothing: it asked for it, or it is gone. */
    public void remove(StreamSubscription subscription) {
        linker.unlinkAll(subscription);
        subscriptions.remove(subscription);
        subscription.source().onSubscriptionRemoved(subscription);
        observer.onSubscriptionRemoved(subscription.registrationId(), subscription.streamId(), subscription.channel());
    }

    /** Ends all that goes by one registration id: a subscription, and what it reads by destinations on this machine. */
    public void removeAll(long registrationId) {
        for (int i = subscriptions.size() - 1; i >= 0; i--) {
            if (subscriptions.get(i).registrationId() == registrationId) {
                remove(subscriptions.get(i));
            }
        }
    }

    /** The subscriptions that look for their streams at {@code source}. */
    public void forEachOf(StreamSource source, Consumer<StreamSubscription> action) {
        for (int i = 0; i < subscriptions.size(); i++) {
            if (subscriptions.get(i).source().equals(source)) {
                action.accept(subscriptions.get(i));
            }
        }
    }

    /** Ends the subscriptions of a client that has ended. */
    public void releaseClient(long clientId) {
        for (int i = subscriptions.size() - 1; i >= 0; i--) {
            if (subscriptions.get(i).clientId() == clientId) {
                remove(subscriptions.get(i));
            }
        }
    }
}
