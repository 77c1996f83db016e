package io.tradebus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The benchmarks do the work they claim to time; how fast is not asked here. */
class BenchmarksTest {
    @ParameterizedTest
    @EnumSource
    void everyMessageArrivesAndEveryPingIsAnswered(Maker maker) {
        try (Peer peer = maker.embedded()) {
            assertThat(IpcThroughput.messagesPerSecond(peer, 10_000, 64)).isPositive();
            assertThat(IpcRoundTrip.roundTrips(peer, 1_000, 64).getTotalCount()).isEqualTo(1_000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyMessageArrivesAndEveryPingIsAnsweredOverUdp(Maker maker) {
        UdpSetup setup = UdpSetup.DEFAULT.withEmbedded(true).withWaiting(Waiting.BACKOFF);
        try (PeerPair pair = PeerPair.start(maker, setup)) {
            assertThat(UdpThroughput.messagesPerSecond(pair, 10_000, 64)).isPositive();
            assertThat(UdpRoundTrip.roundTrips(pair, 100, 64).getTotalCount()).isEqualTo(100);
        }
    }

    @ParameterizedTest
    @EnumSource
    void driversMayHaveProcessesOfTheirOwn(Maker maker) {
        try (PeerPair pair = PeerPair.start(maker, UdpSetup.DEFAULT.withWaiting(Waiting.BACKOFF))) {
            assertThat(UdpThroughput.messagesPerSecond(pair, 1_000, 64)).isPositive();
        }
    }

    @Test
    void tracesAreMeasuredInEachWayToPublish() {
        assertThat(TraceCost.measure(1, 2_000, 64))
                .hasSize(6)
                .allSatisfy((way, costs) -> assertThat(costs).singleElement().satisfies(cost -> {
                    assertThat(cost.publishNs()).isPositive();
                    assertThat(cost.readNs()).isPositive();
                }));
    }

    @Test
    void listenersAreSetAgainstTheRawPollOfTheSameMessages() {
        WaysResult result = ListenerCost.run(1, 2, List.of("raw", "cases"));

        assertThat(result.ways())
                .filteredOn(way -> way.unit().equals("ns"))
                .extracting(
                        Way::name,
                        way -> way.baseline() == null ? "" : way.baseline().name())
                .containsExactly(
                        tuple("orders: raw poll", ""),
                        tuple("orders: raw poll, stock client", "orders: raw poll"),
                        tuple("orders: @BusListener, raw", "orders: raw poll"),
                        tuple("events: raw poll", ""),
                        tuple("events: raw poll, stock client", "events: raw poll"),
                        tuple("events: @BusListener, cases", "events: raw poll"));
        assertThat(result.ways())
                .hasSize(18)
                .allSatisfy(way -> assertThat(way.values()).hasSize(1));
    }

    @Test
    void applicationsStartWithAndWithoutTheStarter() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

        WaysResult result = StartCost.run(1, List.of(classPath.split(File.pathSeparator)));

        assertThat(result.ways())
                .extracting(Way::name, Way::unit)
                .containsExactly(
                        tuple("without the starter", "ms"),
                        tuple("with the starter", "ms"),
                        tuple("without the starter", "ms of processor time"),
                        tuple("with the starter", "ms of processor time"));
        assertThat(result.ways()).allSatisfy(way -> assertThat(way.median()).isPositive());
    }

    @Test
    void waysAreWrittenAsJsonAndAsATable() {
        Way plain = new Way("plain", "ns", null, List.of(4.0, 6.0, 5.0));
        Way rich = new Way("rich", "ns", plain, List.of(10.0, 14.0, 12.0));
        WaysResult result = new WaysResult("ways-test", Map.of("rounds", "3"), List.of(plain, rich));

        assertThat(result.json()).isEqualTo("""
                {
                  "benchmark": "ways-test",
                  "conditions": {
                    "rounds": "3"
                  },
                  "ways": [
                    {
                      "name": "plain",
                      "unit": "ns",
                      "values": [4.000, 6.000, 5.000],
                      "median": 5.000,
                      "least": 4.000
                    },
                    {
                      "name": "rich",
                      "unit": "ns",
                      "values": [10.000, 14.000, 12.000],
                      "median": 12.000,
                      "least": 10.000,
                      "baseline": "plain",
                      "excess": 7.000
                    }
                  ]
                }
                """);
        assertThat(result.markdown()).isEqualTo("""
                | ways-test | unit | median | least | more than |
                |---|---|---:|---:|---:|
                | plain | ns | 5.0 | 4.0 |  |
                | rich | ns | 12.0 | 10.0 | plain: 7.0 |

                - rounds: 3
                """);
    }

    @Test
    void theFirstRoundWarmsUpAndTheMediansAreCompared() {
        int[] calls = {0};

        // The calls alternate: stock, ours | ours, stock | stock, ours | ours, stock.
        Rounds rounds = Rounds.measure(3, 1, 10, factor -> ++calls[0] * factor);

        assertThat(calls[0]).isEqualTo(8);
        assertThat(rounds.stockValues()).containsExactly(4.0, 5.0, 8.0);
        assertThat(rounds.ourValues()).containsExactly(30.0, 60.0, 70.0);
        assertThat(rounds.stockMedian()).isEqualTo(5);
        assertThat(rounds.ourMedian()).isEqualTo(60);
        assertThat(rounds.ratio()).isEqualTo(12);
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
        assertThat(Rounds.median(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(2.5);
    }

    @Test
    void aResultIsWrittenAsJsonAndAsATable() {
        BenchmarkResult result = result();

        assertThat(result.json()).isEqualTo("""
                {
                  "benchmark": "udp-test",
                  "conditions": {
                    "jvm": "a \\"b\\" \\\\ c"
                  },
                  "cells": [
                    {
                      "name": "32 bytes",
                      "unit": "messages/s",
                      "better": "more",
                      "stock": [2000.000],
                      "tradebus": [3000.000],
                      "stockMedian": 2000.000,
                      "tradebusMedian": 3000.000,
                      "merit": 1.500
                    },
                    {
                      "name": "99 %",
                      "unit": "ns",
                      "better": "less",
                      "stock": [1000.000],
                      "tradebus": [2000.000],
                      "stockMedian": 1000.000,
                      "tradebusMedian": 2000.000,
                      "merit": 0.500
                    }
                  ]
                }
                """);
        assertThat(result.markdown()).isEqualTo("""
                | udp-test | unit | stock | tradebus | tradebus against stock, above 1 is better |
                |---|---|---:|---:|---:|
                | 32 bytes | messages/s | 2,000 | 3,000 | 1.50 |
                | 99 % | ns | 1,000 | 2,000 | 0.50 |

                - jvm: a "b" \\ c
                """);
    }

    @Test
    void aTableReplacesTheOneBeforeItInADocument() {
        BenchmarkResult result = result();
        String document = "# Numbers\n<!-- begin udp-test -->\nold\n<!-- end udp-test -->\nrest\n";

        String written = result.insertedInto(document);

        assertThat(written)
                .startsWith("# Numbers\n<!-- begin udp-test -->\n\n| udp-test |")
                .endsWith("\n\n<!-- end udp-test -->\nrest\n")
                .doesNotContain("old");
        assertThat(result.insertedInto(written)).isEqualTo(written);
        assertThatThrownBy(() -> result.insertedInto("# Numbers\n")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void optionsAreReadInAnyOrder() {
        Options options = Options.parse("--window=65536", "3", "--embedded", "--waiting=spin", "--output=results");

        assertThat(options)
                .isEqualTo(new Options(
                        3,
                        new UdpSetup(true, Waiting.SPIN, 65_536),
                        ListenerCostSetup.LISTENERS,
                        Path.of("results"),
                        null));
        assertThat(Options.parse("--listeners=sbe,raw").listeners()).containsExactly("sbe", "raw");
        assertThatThrownBy(() -> Options.parse("--fast")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Options.parse("--listeners=any")).isInstanceOf(IllegalArgumentException.class);
    }

    private static BenchmarkResult result() {
        return new BenchmarkResult(
                "udp-test",
                Map.of("jvm", "a \"b\" \\ c"),
                List.of(
                        new Cell("32 bytes", "messages/s", true, Rounds.measure(1, 2_000.0, 3_000.0, value -> value)),
                        new Cell("99 %", "ns", false, Rounds.measure(1, 1_000.0, 2_000.0, value -> value))));
    }
}
