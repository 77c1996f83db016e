package io.tradebus.spring.autoconfigure.preflight;

import java.net.InetSocketAddress;

/**
 * An address at which a listener of this application will receive.
 *
 * @param property where it is configured
 */
public record ListenPort(String property, InetSocketAddress address) {}
