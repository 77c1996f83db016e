package io.tradebus.core.driver;

import io.tradebus.core.idle.Outlook;

/** That of several agents which share a thread. */
final class LeastOutlook implements Outlook {
    private final Outlook[] outlooks;

    LeastOutlook(Outlook... outlooks) {
        this.outlooks = outlooks;
    }

    @Override
    public long quietNs() {
        long quietNs = Long.MAX_VALUE;
        for (int i = 0; i < outlooks.length && quietNs > 0; i++) {
            quietNs = Math.min(quietNs, outlooks[i].quietNs());
        }
        return quietNs;
    }
}
