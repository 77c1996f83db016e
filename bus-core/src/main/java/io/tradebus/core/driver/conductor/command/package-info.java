/**
 * What clients ask for, one class for each request. A command orchestrates: it brings the registries of
 * {@code conductor.resource} together, answers the client, and throws when it cannot do what it was asked, in which
 * case nothing has changed.
 *
 * <p>Runs on the conductor's thread. Start at {@link io.tradebus.core.driver.conductor.command.ClientCommands}, which
 * takes requests one by one; {@link io.tradebus.core.driver.conductor.command.ClientCommandReader} is the one place
 * where bytes become a command.
 */
@NullMarked
package io.tradebus.core.driver.conductor.command;

import org.jspecify.annotations.NullMarked;
