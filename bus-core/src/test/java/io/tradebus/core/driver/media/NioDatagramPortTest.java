package io.tradebus.core.driver.media;

class NioDatagramPortTest extends DatagramPortContract {
    NioDatagramPortTest() {
        super(TestPorts.nio());
    }
}
