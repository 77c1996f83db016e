package io.tradebus.guide.listeners;

// tag::order[]
record Order(long id, String account, long quantity) {}
// end::order[]
