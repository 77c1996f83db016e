package io.tradebus.core.driver.media.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.protocol.FlowControl;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses as the kernel has them, and the two caches of them. */
class AddressMemoryTest {
    private final UnsafeBuffer memory = NativeMemory.allocate(SocketAddress.MAX_LENGTH);

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 40123, 2, 02009cbb7f0000010000000000000000000000000000000000000000",
        "::1, 40123, 10, 0a009cbb000000000000000000000000000000000000000100000000",
        "10.1.2.3, 1, 10, 0a0000010000000000000000000000000000ffff0a01020300000000",
        "0.0.0.0, 0, 10, 0a000000000000000000000000000000000000000000000000000000"
    })
    void areWrittenAsTheKernelReadsThem(String host, int port, int family, String expected)
            throws UnknownHostException {
        SocketAddress.write(memory, 0, new InetSocketAddress(InetAddress.getByName(host), port), family);

        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < SocketAddress.MAX_LENGTH; i++) {
            hex.append(String.format("%02x", memory.getByte(i)));
        }
        assertThat(hex).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 2", "255.254.253.252, 10", "fd00::2, 10", "::1, 10"})
    void areReadAsTheyWereWritten(String host, int family) throws UnknownHostException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), 65_535);

        SocketAddress.write(memory, 0, address, family);

        assertThat(SocketAddress.read(memory, 0)).isEqualTo(address);
    }

    @Test
    void aSourceIsMadeOnceAndManySourcesTakeNoMoreRoom() {
        SourceCache cache = new SourceCache();
        InetSocketAddress first = new InetSocketAddress("127.0.0.1", 1);
        SocketAddress.write(memory, 0, first, SocketAddress.AF_INET);
        InetSocketAddress known = cache.get(memory, 0);

        assertThat(known).isEqualTo(first);
        assertThat(cache.get(memory, 0)).isSameAs(known);
        for (int port = 1; port < 10_000; port++) {
            InetSocketAddress each = new InetSocketAddress("127.0.0." + port % 250, port);
            SocketAddress.write(memory, 0, each, port % 3 == 0 ? SocketAddress.AF_INET6 : SocketAddress.AF_INET);
            assertThat(cache.get(memory, 0)).isEqualTo(each);
        }
    }

    @Test
    void sourcesThatShareAPlaceDoNotDriveEachOtherOut() {
        SourceCache cache = new SourceCache();
        InetSocketAddress[] known = new InetSocketAddress[40];
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < known.length; i++) {
                SocketAddress.write(memory, 0, new InetSocketAddress("127.0.0.1", 40_000 + i), SocketAddress.AF_INET);
                InetSocketAddress source = cache.get(memory, 0);
                assertThat(round == 0 || source == known[i])
                        .as("port %s", source)
                        .isTrue();
                known[i] = source;
            }
        }
    }

    @Test
    void asManyTargetsAreKeptAsReceiversMayAskForAStream() {
        TargetCache cache = new TargetCache(SocketAddress.AF_INET, target -> {
            throw new AssertionError("forgotten");
        });
        List<SendTarget> written = new ArrayList<>();
        for (int i = 0; i < 2 * FlowControl.MAX_RECEIVERS; i++) {
            int index = i % FlowControl.MAX_RECEIVERS;
            SendTarget target = cache.get(target(index));
            if (i == index) {
                written.add(target);
            }
            assertThat(target).isSameAs(written.get(index));
            assertThat(read(target)).isEqualTo(target(index));
        }
    }

    @Test
    void aNewTargetTakesThePlaceOfOneThatIsNotSentToAnyMore() {
        List<SendTarget> forgotten = new ArrayList<>();
        TargetCache cache = new TargetCache(SocketAddress.AF_INET, forgotten::add);
        Set<Long> places = new HashSet<>();
        for (int i = 0; i < TargetCache.CAPACITY; i++) {
            places.add(cache.get(target(i)).address());
        }
        // Now none of them counts as used any more.
        cache.get(target(TargetCache.CAPACITY));
        SendTarget kept = cache.get(target(TargetCache.CAPACITY / 2));

        for (int i = 1; i < TargetCache.CAPACITY; i++) {
            InetSocketAddress added = target(TargetCache.CAPACITY + i);
            SendTarget target = cache.get(added);
            assertThat(read(target)).isEqualTo(added);
            assertThat(places.contains(target.address())).isTrue();
            assertThat(cache.get(target(TargetCache.CAPACITY / 2))).isSameAs(kept);
        }

        assertThat(forgotten).hasSize(TargetCache.CAPACITY).doesNotContain(kept);
    }

    @Test
    void whatIsForgottenAltogetherGivesItsMemoryToWhatComesThen() {
        List<SendTarget> forgotten = new ArrayList<>();
        TargetCache cache = new TargetCache(SocketAddress.AF_INET, forgotten::add);
        SendTarget first = cache.get(target(1));

        cache.clear();
        SendTarget second = cache.get(target(2));

        assertThat(forgotten).containsExactly(first);
        assertThat(second.address()).isEqualTo(first.address());
        assertThat(read(second)).isEqualTo(target(2));
        assertThat(cache.peek(target(1))).isNull();
    }

    @Test
    void targetsThatDifferInTheirScopeAreNotTheSame() throws UnknownHostException {
        TargetCache cache = new TargetCache(SocketAddress.AF_INET6, target -> {});
        byte[] host = InetAddress.getByName("fe80::1").getAddress();
        InetSocketAddress first = new InetSocketAddress(Inet6Address.getByAddress(null, host, 1), 9);
        InetSocketAddress second = new InetSocketAddress(Inet6Address.getByAddress(null, host, 2), 9);

        assertThat(scope(cache.get(first))).isEqualTo(1);
        assertThat(scope(cache.get(second))).isEqualTo(2);
        assertThat(scope(cache.get(first))).isEqualTo(1);
    }

    private static InetSocketAddress target(int index) {
        return new InetSocketAddress("127.0." + index / 1000 + ".1", 1 + index % 1000);
    }

    private static InetSocketAddress read(SendTarget target) {
        return SocketAddress.read(new UnsafeBuffer(target.address(), target.addressLength()), 0);
    }

    private static int scope(SendTarget target) {
        return SocketAddress.scope(new UnsafeBuffer(target.address(), target.addressLength()), 0);
    }
}
