package io.tradebus.guide.errors;

/** What the listener asks. */
interface Accounts {
    void book(String order);
}
