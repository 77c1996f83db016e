package io.tradebus.guide.requests;

/** A reply. */
record Quote(String instrument, long price) {}
