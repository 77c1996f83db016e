package io.tradebus.core.client;

/**
 * How far an image had been read when its client lost the driver.
 *
 * @param image which still delivers what is in its log and then ends, if the driver is gone; it has ended already if the
 *     driver lives and has given the client up
 * @param position how far it was read when this is told, in bytes
 */
public record ImageLoss(Image image, long position) {}
