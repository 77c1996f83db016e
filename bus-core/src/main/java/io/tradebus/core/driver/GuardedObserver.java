package io.tradebus.core.driver;

import io.tradebus.core.BusException;
import io.tradebus.core.counters.SetupRefusal;
import io.tradebus.core.driver.conductor.network.ImageState;
import io.tradebus.core.driver.conductor.resource.PublicationState;
import io.tradebus.core.driver.conductor.resource.TetherState;
import java.net.InetAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the driver and its observers: what one of them throws must not keep the driver from going on with what
 * it is in the middle of, nor the others from being told. Such a failure is handed on instead.
 */
final class GuardedObserver implements DriverObserver, Consumer<String> {
    private final DriverObserver[] observers;
    private final Reports reports;

    /** @param reports take what the observer throws */
    GuardedObserver(Reports reports, DriverObserver... observers) {
        this.observers = observers.clone();
        this.reports = reports;
    }

    private void tell(Consumer<DriverObserver> event) {
        for (DriverObserver observer : observers) {
            try {
                event.accept(observer);
            } catch (RuntimeException | Error failure) {
                onFailure(failure);
            }
        }
    }

    private void onFailure(Throwable failure) {
        reports.onObserverFailure(new BusException("the observer of the driver failed: " + failure, failure));
    }

    // ---- what is told while an application starts and waits for it: the JVM makes several classes of each function of
    // numbers

    @Override
    public void onClientConnected(long clientId) {
        for (DriverObserver to : observers) {
            try {
                to.onClientConnected(clientId);
            } catch (RuntimeException | Error failure) {
                onFailure(failure);
            }
        }
    }

    @Override
    public void onPublicationAdded(long registrationId, int sessionId, int streamId, String channel) {
        for (DriverObserver to : observers) {
            try {
                to.onPublicationAdded(registrationId, sessionId, streamId, channel);
            } catch (RuntimeException | Error failure) {
                onFailure(failure);
            }
        }
    }

    @Override
    public void onSubscriptionAdded(long registrationId, int streamId, String channel) {
        for (DriverObserver to : observers) {
            try {
                to.onSubscriptionAdded(registrationId, streamId, channel);
            } catch (RuntimeException | Error failure) {
                onFailure(failure);
            }
        }
    }

    @Override
    public void onImageAvailable(long imageId, int sessionId, int streamId, long subscriptionId, long joinPosition) {
        for (DriverObserver to : observers) {
            try {
                to.onImageAvailable(imageId, sessionId, streamId, subscriptionId, joinPosition);
            } catch (RuntimeException | Error failure) {
                onFailure(failure);
            }
        }
    }

    @Override
    public void onStarted(Driver driver) {
        for (DriverObserver to : observers) {
            try {
                to.onStarted(driver);
            } catch (RuntimeException | Error failure) {
                onFailure(failure);
            }
        }
    }

    // ---- everything else

    @Override
    public void onTerminationRequested() {
        tell(DriverObserver::onTerminationRequested);
    }

    @Override
    public void onClientTimeout(long clientId) {
        tell(to -> to.onClientTimeout(clientId));
    }

    @Override
    public void onClientClosed(long clientId) {
        tell(to -> to.onClientClosed(clientId));
    }

    @Override
    public void onPublicationState(long registrationId, PublicationState before, PublicationState now) {
        tell(to -> to.onPublicationState(registrationId, before, now));
    }

    @Override
    public void onPublicationUnblocked(long registrationId, long position) {
        tell(to -> to.onPublicationUnblocked(registrationId, position));
    }

    @Override
    public void onSubscriptionRemoved(long registrationId, int streamId, String channel) {
        tell(to -> to.onSubscriptionRemoved(registrationId, streamId, channel));
    }

    @Override
    public void onImageUnavailable(long imageId, int sessionId, int streamId, long subscriptionId) {
        tell(to -> to.onImageUnavailable(imageId, sessionId, streamId, subscriptionId));
    }

    @Override
    public void onTetherState(long imageId, long subscriptionId, TetherState before, TetherState now) {
        tell(to -> to.onTetherState(imageId, subscriptionId, before, now));
    }

    @Override
    public void onSendEndpointOpened(String channel, String localAddress) {
        tell(to -> to.onSendEndpointOpened(channel, localAddress));
    }

    @Override
    public void onReceiveEndpointOpened(String channel, String localAddress) {
        tell(to -> to.onReceiveEndpointOpened(channel, localAddress));
    }

    @Override
    public void onSendEndpointClosed(String channel) {
        tell(to -> to.onSendEndpointClosed(channel));
    }

    @Override
    public void onReceiveEndpointClosed(String channel) {
        tell(to -> to.onReceiveEndpointClosed(channel));
    }

    @Override
    public void onReceiveDestinationOpened(String channel, String localAddress) {
        tell(to -> to.onReceiveDestinationOpened(channel, localAddress));
    }

    @Override
    public void onReceiveDestinationClosed(String channel) {
        tell(to -> to.onReceiveDestinationClosed(channel));
    }

    @Override
    public void onNetworkImage(long imageId, int sessionId, int streamId, String channel, String source) {
        tell(to -> to.onNetworkImage(imageId, sessionId, streamId, channel, source));
    }

    @Override
    public void onImageState(long imageId, ImageState before, ImageState now) {
        tell(to -> to.onImageState(imageId, before, now));
    }

    @Override
    public void onSetupRefused(
            int sessionId, int streamId, String channel, String source, SetupRefusal reason, long value) {
        tell(to -> to.onSetupRefused(sessionId, streamId, channel, source, reason, value));
    }

    @Override
    public void onResolutionChanged(String channel, String address) {
        tell(to -> to.onResolutionChanged(channel, address));
    }

    @Override
    public void onNeighborAdded(String address) {
        tell(to -> to.onNeighborAdded(address));
    }

    @Override
    public void onNeighborRemoved(String address) {
        tell(to -> to.onNeighborRemoved(address));
    }

    @Override
    public void onHostLookedUp(
            String source, String host, boolean isReResolution, @Nullable InetAddress address, long durationNs) {
        tell(to -> to.onHostLookedUp(source, host, isReResolution, address, durationNs));
    }

    @Override
    public void onError(Throwable error) {
        tell(to -> to.onError(error));
    }

    @Override
    public void onWarning(String text) {
        tell(to -> to.onWarning(text));
    }

    /** {@link #onWarning}, for those who have nothing else to tell. */
    @Override
    public void accept(String warning) {
        onWarning(warning);
    }
}
