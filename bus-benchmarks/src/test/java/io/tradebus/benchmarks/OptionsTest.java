package io.tradebus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    @Test
    void optionsAreReadInAnyOrder() {
        Options options = Options.parse("--window=65536", "3", "--embedded", "--waiting=spin", "--output=results");

        assertThat(options)
                .isEqualTo(new Options(
                        3,
                        new Setup(true, Waiting.SPIN, Threading.SHARED, 65_536, Map.of(), null),
                        Work.DEFAULT,
                        ListenerCostSetup.LISTENERS,
                        Path.of("results"),
                        null));
        assertThat(Options.parse("--listeners=sbe,raw").listeners()).containsExactly("sbe", "raw");
    }

    @Test
    void workIsReadAsLists() {
        Options options = Options.parse(
                "--lengths=32,64",
                "--rates=1000",
                "--subscribers=1,8",
                "--publication=concurrent,exclusive",
                "--streams=10",
                "--spread=1,100",
                "--seconds=0.5");

        assertThat(options.work())
                .isEqualTo(new Work(
                        List.of(32, 64),
                        List.of(1_000),
                        List.of(1, 8),
                        List.of(PublicationKind.CONCURRENT, PublicationKind.EXCLUSIVE),
                        10,
                        List.of(1, 100),
                        0.5));
    }

    @Test
    void ourDriversMayHaveSettingsOfTheirOwn() {
        Setup setup = Options.parse("--ours=tradebus.datagram.io=nio,aeron.mtu.length=1408")
                .setup();

        assertThat(setup.ours())
                .containsExactly(entry("aeron.mtu.length", "1408"), entry("tradebus.datagram.io", "nio"));
        assertThat(setup.conditions(Transport.UDP, 2))
                .containsEntry("settings of tradebus alone", "{aeron.mtu.length=1408, tradebus.datagram.io=nio}")
                .containsEntry("drivers", "2 in processes of their own");
    }

    @Test
    void theNativeDriverIsMeasuredWhenThereIsOne() {
        assertThat(Options.parse().setup().makers()).containsExactly(Maker.STOCK, Maker.US);
        assertThat(Options.parse("--aeronmd=/opt/aeronmd").setup().makers())
                .containsExactly(Maker.STOCK, Maker.STOCK_C, Maker.US);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--fast",
                "--listeners=any",
                "--waiting=long",
                "--lengths=",
                "--rates=0",
                "--seconds=-1",
                "--seconds=NaN",
                "--publication=both",
                "--ours=nio",
                "none",
                "0"
            })
    void whatCannotBeUnderstoodIsRefused(String argument) {
        assertThatThrownBy(() -> Options.parse(argument)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void messagesOfARefusalNameTheOptionAndTheValue() {
        assertThatThrownBy(() -> Options.parse("--rates=1,x")).hasMessageContaining("--rates cannot be '1,x'");
    }
}
