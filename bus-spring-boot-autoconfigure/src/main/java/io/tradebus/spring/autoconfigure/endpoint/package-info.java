/**
 * What {@code /actuator/bus} shows, and what an operator can do there. Read and operated by the threads of the web server
 * or of JMX; nothing here runs on a duty cycle. Start reading at {@link
 * io.tradebus.spring.autoconfigure.endpoint.BusEndpoint}.
 */
@NullMarked
package io.tradebus.spring.autoconfigure.endpoint;

import org.jspecify.annotations.NullMarked;
