package io.tradebus.core.driver;

import io.tradebus.core.idle.ClientCensus;

/** Tells where clients live that come and go. */
final class CensusObserver implements DriverObserver {
    private final ClientCensus census;

    CensusObserver(ClientCensus census) {
        this.census = census;
    }

    @Override
    public void onClientConnected(long clientId) {
        census.add(clientId);
    }

    @Override
    public void onClientTimeout(long clientId) {
        census.remove(clientId);
    }

    @Override
    public void onClientClosed(long clientId) {
        census.remove(clientId);
    }
}
