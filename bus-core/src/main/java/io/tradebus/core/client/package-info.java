/**
 * What an application holds: it meets the driver only in shared memory, and a subscriber reads the publisher's own log.
 *
 * <p>{@link io.tradebus.core.client.Client} is the entrance and may be used by any thread. Its conductor keeps the
 * client alive and turns what the driver says into publications, images and callbacks; it runs on a thread of its own,
 * or on the application's in invoker mode. Publications are for any thread ({@code ConcurrentPublication}) or for one
 * ({@code ExclusivePublication}), a subscription and its images are for one polling thread.
 *
 * <p>When the driver is lost, {@code Reconnection} takes the client to the next one and {@code Restoration} adds everything
 * again; what the application holds stays valid.
 *
 * <p>Start reading at {@code Client}, then {@code Publication.offer} and {@code Image.poll}; behind them
 * {@code ClientConductor}. The rules are in docs/shared-memory.md.
 */
@NullMarked
package io.tradebus.core.client;

import org.jspecify.annotations.NullMarked;
