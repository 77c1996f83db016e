package io.tradebus.spring.test.sample;

/**
 * What the desk hears.
 *
 * @param symbol of the instrument
 * @param quantity in lots
 */
public record Order(String symbol, int quantity) {}
