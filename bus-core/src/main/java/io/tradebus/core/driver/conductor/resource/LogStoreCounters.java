package io.tradebus.core.driver.conductor.resource;

import org.agrona.concurrent.status.AtomicCounter;

/**
 * What a {@link LogStore} counts.
 *
 * @param bytesMapped bytes of all mapped files
 * @param freeFails files that could not be deleted
 * @param backgroundFails times there was no room for another task in the background
 */
public record LogStoreCounters(AtomicCounter bytesMapped, AtomicCounter freeFails, AtomicCounter backgroundFails) {}
