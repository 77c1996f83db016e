/**
 * Requests that each end exactly once, over the channels of {@link io.tradebus.core.client.response}: correlation,
 * deadlines and a bounded number in flight. {@link io.tradebus.core.client.request.Requester} is the place to start;
 * {@code RequestTable} decides, and knows neither channels nor clocks.
 */
@NullMarked
package io.tradebus.core.client.request;

import org.jspecify.annotations.NullMarked;
