package io.tradebus.guide.publishing;

/** Sent by a converter. */
record Price(long instrument, long value) {}
