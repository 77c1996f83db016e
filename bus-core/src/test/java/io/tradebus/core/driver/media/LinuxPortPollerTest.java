package io.tradebus.core.driver.media;

import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;

@EnabledForJreRange(min = JRE.JAVA_22)
@EnabledOnOs(OS.LINUX)
class LinuxPortPollerTest extends PortPollerContract {
    LinuxPortPollerTest() {
        super(TestPorts.linux());
    }
}
