/**
 * What {@code bus-driver.jar} does when its first argument is a command: it looks at a driver's directory, ours or a stock
 * one, and changes nothing in it unless it is asked to. Start reading at {@link io.tradebus.core.tools.BusMain}. Runs on the main thread of a
 * process of its own, and does without the driver's classes, so that a tool is there at once. See docs/tools.md.
 */
@NullMarked
package io.tradebus.core.tools;

import org.jspecify.annotations.NullMarked;
