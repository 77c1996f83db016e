/**
 * The conductor: who has what, and until when. It takes requests from clients, follows subscribers so that publishers
 * may go on, and lets go of what nobody needs.
 *
 * <p>One thread, which owns everything in {@code conductor.resource}. Start at
 * {@link io.tradebus.core.driver.conductor.Conductor}.
 */
@NullMarked
package io.tradebus.core.driver.conductor;

import org.jspecify.annotations.NullMarked;
