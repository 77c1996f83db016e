/**
 * The bus in a Spring Boot application: one class for each thing that is configured.
 *
 * <p>Runs on the thread that starts the context. Start reading at
 * {@link io.tradebus.spring.autoconfigure.BusProperties}, then
 * {@link io.tradebus.spring.autoconfigure.BusAutoConfiguration}.
 */
@NullMarked
package io.tradebus.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
