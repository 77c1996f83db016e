/**
 * What exists in the driver because streams leave the machine or come to it: endpoints, publications to the network and
 * images. Sockets and logs are opened here and handed to sender and receiver; what comes of them is followed here.
 *
 * <p>Runs on the conductor's thread alone. Start at
 * {@link io.tradebus.core.driver.conductor.network.NetworkPublication} and
 * {@link io.tradebus.core.driver.conductor.network.NetworkImage}.
 */
@NullMarked
package io.tradebus.core.driver.conductor.network;

import org.jspecify.annotations.NullMarked;
