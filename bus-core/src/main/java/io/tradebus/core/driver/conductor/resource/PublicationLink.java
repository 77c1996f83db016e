package io.tradebus.core.driver.conductor.resource;

/**
 * One client's hold on a publication, which may be shared.
 *
 * @param registrationId correlation id of the request that added it
 * @param clientId who holds it
 * @param publication what is held
 */
public record PublicationLink(long registrationId, long clientId, HeldPublication publication) {}
