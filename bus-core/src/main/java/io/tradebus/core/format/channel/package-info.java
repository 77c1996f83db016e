/**
 * Channel URIs: what they look like, which parameters there are, and what a driver takes from them.
 *
 * <p>Control path only, pure, usable from any thread; allocates. Start reading at {@link
 * io.tradebus.core.format.channel.ChannelUri}; {@link io.tradebus.core.format.channel.ChannelParam} lists every key,
 * {@link io.tradebus.core.format.channel.PublicationParams} and {@link
 * io.tradebus.core.format.channel.SubscriptionParams} check the values. The grammar is in {@code
 * docs/wire-protocol.md}, section "Channel URI".
 */
@NullMarked
package io.tradebus.core.format.channel;

import org.jspecify.annotations.NullMarked;
