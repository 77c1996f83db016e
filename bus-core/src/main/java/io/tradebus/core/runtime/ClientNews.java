package io.tradebus.core.runtime;

import io.tradebus.core.BusException;
import io.tradebus.core.client.ClientListener;
import io.tradebus.core.client.DriverLoss;
import io.tradebus.core.client.DriverReturn;
import io.tradebus.core.client.DriverReturn.RestoreFailure;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Hands over what the client tells about its driver. It tells under its lock, where nobody may take long or ask it for
 * anything; the supervising thread takes it from here. Errors are passed on at once.
 */
final class ClientNews implements ClientListener {
    private final RuntimeObserver observer;
    private final Runnable stirred;
    private final Queue<DriverLoss> losses = new ConcurrentLinkedQueue<>();
    private final Queue<RestoreFailure> failures = new ConcurrentLinkedQueue<>();
    private volatile @Nullable BusException closeCause;

    /** @param stirred tells the supervising thread that there is news */
    ClientNews(RuntimeObserver observer, Runnable stirred) {
        this.observer = observer;
        this.stirred = stirred;
    }

    /** Takes the next loss; null when there is none. */
    @Nullable DriverLoss nextLoss() {
        return losses.poll();
    }

    /** Takes the next thing that could not be added to the next driver; null when there is none. */
    @Nullable RestoreFailure nextFailure() {
        return failures.poll();
    }

    /** Why the client is closed; null while it is open. */
    @Nullable BusException closeCause() {
        return closeCause;
    }

    @Override
    public void onDriverLost(DriverLoss loss) {
        losses.add(loss);
        stirred.run();
    }

    @Override
    public void onDriverBack(DriverReturn back) {
        failures.addAll(back.failures());
        stirred.run();
    }

    @Override
    public void onError(Throwable error) {
        observer.onError(error);
    }

    @Override
    public void onClosed(@Nullable BusException cause) {
        closeCause = cause == null ? new BusException("the client of the runtime was closed") : cause;
        stirred.run();
    }
}
