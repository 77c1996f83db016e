/**
 * What a driver directory shows, as plain values: counters, streams and who limits whom. Apart from reading counters and
 * the metadata of logs all is pure. Start at {@link io.tradebus.core.tools.view.Snapshot} and
 * {@link io.tradebus.core.tools.view.LiveStreams}.
 */
@NullMarked
package io.tradebus.core.tools.view;

import org.jspecify.annotations.NullMarked;
