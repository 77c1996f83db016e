package io.tradebus.core.driver.media.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinuxSocketTest {
    private static final String NO_GROUPS_OF_OTHERS = "0:49=0";
    private static final String NO_IPV6_GROUPS_OF_OTHERS = "41:29=0";
    private static final String IPV4_TOO = "41:26=0";

    private final FakeKernel kernel = new FakeKernel();

    @Test
    void hearsNoGroupThatOthersHaveJoined() throws IOException {
        LinuxSocket.open(kernel, SocketAddress.AF_INET).close();
        assertThat(kernel.options).containsExactly(NO_GROUPS_OF_OTHERS);

        kernel.options.clear();
        LinuxSocket.open(kernel, SocketAddress.AF_INET6).close();
        assertThat(kernel.options).containsExactly(IPV4_TOO, NO_IPV6_GROUPS_OF_OTHERS, NO_GROUPS_OF_OTHERS);
    }

    @ParameterizedTest
    @ValueSource(ints = {29, 49})
    void isOpenedByAKernelThatHasNotHeardOfThat(int option) throws IOException {
        kernel.unknownOption = option;

        try (LinuxSocket socket = LinuxSocket.open(kernel, SocketAddress.AF_INET6)) {
            assertThat(socket.isOpen()).isTrue();
        }
    }
}
