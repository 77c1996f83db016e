package io.tradebus.core.driver.conductor.resource;

import org.agrona.concurrent.status.AtomicCounter;

/**
 * What a {@link LogStore} counts.
 *
 * @param bytesMapped bytes of all mapped files
 * @param freeFails files that could not be deleted
 */
public record LogStoreCounters(AtomicCounter bytesMapped, AtomicCounter freeFails) {}
