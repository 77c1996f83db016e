package io.tradebus.guide.requests;

/** A request. */
record Ask(String instrument) {}
