package io.tradebus.core.driver.media;

class NioPortPollerTest extends PortPollerContract {
    NioPortPollerTest() {
        super(TestPorts.nio());
    }
}
