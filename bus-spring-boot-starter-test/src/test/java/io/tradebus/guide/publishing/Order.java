package io.tradebus.guide.publishing;

/** Sent as JSON. */
record Order(long id, String account, long quantity) {}
