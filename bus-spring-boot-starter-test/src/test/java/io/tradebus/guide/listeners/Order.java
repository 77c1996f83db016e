package io.tradebus.guide.listeners;

record Order(long id, String account, long quantity) {}
