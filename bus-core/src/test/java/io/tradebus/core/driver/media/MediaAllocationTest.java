package io.tradebus.core.driver.media;

class MediaAllocationTest extends MediaAllocationContract {
    MediaAllocationTest() {
        super(TestPorts.nio());
    }
}
