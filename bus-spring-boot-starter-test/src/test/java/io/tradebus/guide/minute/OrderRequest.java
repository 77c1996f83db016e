package io.tradebus.guide.minute;

/** What comes by HTTP. */
record OrderRequest(long id, long quantity) {}
