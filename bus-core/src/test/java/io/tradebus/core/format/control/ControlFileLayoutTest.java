package io.tradebus.core.format.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tradebus.core.support.Conformance;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class ControlFileLayoutTest {
    private static final int MIB = 1 << 20;

    private final UnsafeBuffer file = new UnsafeBuffer(new byte[256]);

    @Test
    @Conformance("SM-4")
    void metadataHasTheDocumentedBytes() {
        ControlFileLayout.write(file, ControlFileLengths.DEFAULT, 10_000_000_000L, 1_700_000_000_000L, 4711);
        ControlFileLayout.versionRelease(file, ControlFileLayout.FILE_VERSION);

        assertThat(HexBytes.hex(file, 0, 128))
                .isEqualTo(HexBytes.packed("00020000 00031000 80001000 00000002 00008000 00004000"
                        + "00e40b5402000000 0068e5cf8b010000 6712000000000000 00100000" + "00".repeat(76)));
        assertThat(ControlFileLayout.versionAcquire(file)).isEqualTo(512);
        assertThat(ControlFileLayout.PROTOCOL_VERSION).isEqualTo(65_536);
        assertThat(ControlFileLayout.clientLivenessTimeoutNs(file)).isEqualTo(10_000_000_000L);
        assertThat(ControlFileLayout.startTimestampMs(file)).isEqualTo(1_700_000_000_000L);
        assertThat(ControlFileLayout.pid(file)).isEqualTo(4711);
        assertThat(ControlFileLayout.filePageSize(file)).isEqualTo(4096);
    }

    @Test
    @Conformance("SM-5")
    void sectionsAreContiguousAndTheFileEndsOnAPage() {
        ControlFileLayout.write(file, ControlFileLengths.DEFAULT, 0, 0, 0);

        assertThat(ControlFileLayout.toDriverOffset()).isEqualTo(128);
        assertThat(ControlFileLayout.toClientsOffset(file)).isEqualTo(1_049_472);
        assertThat(ControlFileLayout.counterMetadataOffset(file)).isEqualTo(2_098_176);
        assertThat(ControlFileLayout.counterValuesOffset(file)).isEqualTo(35_652_608);
        assertThat(ControlFileLayout.errorLogOffset(file)).isEqualTo(44_041_216);
        assertThat(ControlFileLayout.requiredLength(file)).isEqualTo(48_235_520);
        assertThat(ControlFileLengths.DEFAULT.fileLength()).isEqualTo(48_238_592);
    }

    @Test
    void aPageSizeThatAnOlderDriverLeftEmptyIsFourKib() {
        assertThat(ControlFileLayout.filePageSize(file)).isEqualTo(4096);
    }

    @Test
    void aNegativeLengthInAFileIsNeverSatisfied() {
        ControlFileLayout.write(file, ControlFileLengths.DEFAULT, 0, 0, 0);
        file.putInt(12, -1);

        assertThat(ControlFileLayout.requiredLength(file)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theMajorVersionMustBeEqualAndForAClientTheMinorNotLower() {
        assertThat(ControlFileLayout.isReadable(512 + 1)).isTrue();
        assertThat(ControlFileLayout.isReadable(1 << 16)).isFalse();
        assertThat(ControlFileLayout.isUsableByClient(512)).isTrue();
        assertThat(ControlFileLayout.isUsableByClient(3 << 8)).isTrue();
        assertThat(ControlFileLayout.isUsableByClient(1 << 8)).isFalse();
        assertThat(ControlFileLayout.isUsableByClient(1 << 16 | 512)).isFalse();
    }

    @Test
    void lengthsOutsideTheLimitsAreRefusedByName() {
        assertRefused("to-driver", MIB, MIB + 128, MIB, 4 * MIB, 4096);
        assertRefused("to-driver", MIB / 2 + 768, MIB + 128, MIB, 4 * MIB, 4096);
        assertRefused("to-driver", -1, MIB + 128, MIB, 4 * MIB, 4096);
        assertRefused("to-clients", MIB + 768, 3 * MIB + 128, MIB, 4 * MIB, 4096);
        assertRefused("counter values", MIB + 768, MIB + 128, MIB - 128, 4 * MIB, 4096);
        assertRefused("counter values", MIB + 768, MIB + 128, MIB + 64, 4 * MIB, 4096);
        assertRefused("counter values", MIB + 768, MIB + 128, 501 * MIB, 4 * MIB, 4096);
        assertRefused("error log", MIB + 768, MIB + 128, MIB, 4 * MIB - 1, 4096);
        assertRefused("page size", MIB + 768, MIB + 128, MIB, 4 * MIB, 2048);
        assertRefused("page size", MIB + 768, MIB + 128, MIB, 4 * MIB, 5000);
        assertRefused("2 GiB", MIB + 768, MIB + 128, 500 * MIB, 4 * MIB, 4096);
        assertThat(new ControlFileLengths(MIB + 768, MIB + 128, MIB, 4 * MIB, 4096).fileLength() % 4096)
                .isZero();
    }

    private static void assertRefused(String part, int toDriver, int toClients, int values, int errorLog, int page) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ControlFileLengths(toDriver, toClients, values, errorLog, page))
                .withMessageContaining(part);
    }
}
