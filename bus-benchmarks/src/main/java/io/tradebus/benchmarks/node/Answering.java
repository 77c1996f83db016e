package io.tradebus.benchmarks.node;

import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Sends back what it receives, on the thread that polls. */
final class Answering implements Traffic {
    private volatile @Nullable Node node;

    @Override
    public void start(Node newNode) {
        node = newNode;
    }

    @Override
    public void onMessage(DirectBuffer buffer, int offset, int length) {
        Node target = node;
        while (target == null || !target.offer(buffer, offset, length)) {
            Thread.onSpinWait();
            target = node;
        }
    }

    @Override
    public String ping(int count, int perSecond) {
        throw new UnsupportedOperationException("this node answers");
    }
}
