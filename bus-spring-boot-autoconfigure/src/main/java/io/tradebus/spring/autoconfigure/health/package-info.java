/**
 * Health of driver, listeners and storage. Read by whoever asks for health, from facts that others keep. Start reading at
 * {@link io.tradebus.spring.autoconfigure.health.BusHealthContributorAutoConfiguration}.
 */
@NullMarked
package io.tradebus.spring.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
