package io.tradebus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The benchmarks do the work they claim to time; how fast is not asked here. */
class BenchmarksTest {
    private static final Setup EMBEDDED =
            Options.parse("--embedded", "--waiting=backoff").setup();

    @ParameterizedTest
    @CsvSource({"STOCK, IPC", "US, IPC", "STOCK, UDP", "US, UDP"})
    void everyMessageArrivesAndEveryPingIsAnswered(Maker maker, Transport transport) {
        try (PeerPair pair = PeerPair.start(maker, EMBEDDED, transport)) {
            Throughput.Case small = new Throughput.Case(PublicationKind.EXCLUSIVE, 1, 64);
            Throughput.Case fragmented = new Throughput.Case(PublicationKind.CONCURRENT, 3, 4_000);
            assertThat(Throughput.messagesPerSecond(pair, transport, small, 10_000))
                    .isPositive();
            assertThat(Throughput.messagesPerSecond(pair, transport, fragmented, 1_000))
                    .isPositive();
            assertThat(RoundTrip.roundTrips(pair, transport, 100, 64, new Progress(), new Progress())
                            .getTotalCount())
                    .isEqualTo(100);
        }
    }

    @ParameterizedTest
    @CsvSource({"STOCK, IPC", "US, IPC", "STOCK, UDP", "US, UDP"})
    void messagesAtAFixedRateAreAllAnswered(Maker maker, Transport transport) {
        try (PeerPair pair = PeerPair.start(maker, EMBEDDED, transport)) {
            double[] values = PacedRoundTrip.measure(pair, transport, new Schedule(10_000, 500), 32);

            assertThat(values).hasSize(9);
            assertThat(Arrays.stream(values).limit(7)).allMatch(value -> value > 0);
            assertThat(Arrays.copyOfRange(values, 1, 7)).isSorted();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STOCK", "US"})
    void driversMayHaveProcessesOfTheirOwn(Maker maker) {
        Setup setup =
                Options.parse("--waiting=backoff", "--threading=dedicated").setup();
        try (PeerPair pair = PeerPair.start(maker, setup, Transport.UDP)) {
            Throughput.Case small = new Throughput.Case(PublicationKind.EXCLUSIVE, 1, 64);
            assertThat(Throughput.messagesPerSecond(pair, Transport.UDP, small, 1_000))
                    .isPositive();
            assertThat(pair.driverCpuNs()).isPositive();
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
        Rounds rounds = Rounds.measure(3, Map.of(Maker.US, 10, Maker.STOCK, 1), factor -> ++calls[0] * factor);

        assertThat(calls[0]).isEqualTo(8);
        assertThat(rounds.values(Maker.STOCK)).containsExactly(4.0, 5.0, 8.0);
        assertThat(rounds.values(Maker.US)).containsExactly(30.0, 60.0, 70.0);
        assertThat(rounds.median(Maker.STOCK)).isEqualTo(5);
        assertThat(rounds.median(Maker.US)).isEqualTo(60);
        assertThat(rounds.ratioTo(Maker.STOCK)).isEqualTo(12);
    }

    @Test
    void ofThreePeersEachIsFirstAndLastInTurn() {
        StringBuilder order = new StringBuilder();
        Map<Maker, String> peers = Map.of(Maker.STOCK, "s", Maker.STOCK_C, "c", Maker.US, "u");

        Rounds.measure(3, peers, name -> order.append(name).length());

        assertThat(order).hasToString("scu" + "usc" + "cus" + "scu");
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
    void anotherPeerHasAColumnAndARatioOfItsOwn() {
        Map<Maker, Double> values = Map.of(Maker.STOCK, 10.0, Maker.STOCK_C, 0.0, Maker.US, 0.0);
        Cell cell = new Cell("32 bytes", "CPU s", false, Rounds.measure(1, values, value -> value));

        BenchmarkResult result = new BenchmarkResult("udp-test", Map.of(), List.of(cell));

        assertThat(result.markdown())
                .startsWith(
                        "| udp-test | unit | stock | stock, C driver | tradebus |"
                                + " tradebus against stock, above 1 is better |"
                                + " tradebus against stock, C driver, above 1 is better |\n|---|---|---:|---:|---:|---:|---:|\n")
                .contains("| 32 bytes | CPU s | 10.00 | 0 | 0 | Infinity | 1.00 |\n");
        assertThat(result.json()).contains("\"stockC\": [0.000]", "\"merit\": null", "\"meritAgainstC\": 1.000");
    }

    @Test
    void numbersHaveTheDigitsThatSaySomething() {
        assertThat(BenchmarkResult.number(1_234_567.8)).isEqualTo("1,234,568");
        assertThat(BenchmarkResult.number(12.345)).isEqualTo("12.35");
        assertThat(BenchmarkResult.number(0.01234)).isEqualTo("0.012");
        assertThat(BenchmarkResult.number(0)).isEqualTo("0");
    }

    @Test
    void useIsToldForAMillionMessagesAndForOne() {
        assertThat(ResourceUse.perMillion(250_000_000, 500_000)).isEqualTo(0.5);
        assertThat(ResourceUse.allocatedPerMessage(10, new Progress(), new Progress()))
                .isZero();
    }

    private static BenchmarkResult result() {
        return new BenchmarkResult(
                "udp-test",
                Map.of("jvm", "a \"b\" \\ c"),
                List.of(
                        new Cell("32 bytes", "messages/s", true, rounds(2_000, 3_000)),
                        new Cell("99 %", "ns", false, rounds(1_000, 2_000))));
    }

    private static Rounds rounds(double stock, double ours) {
        return Rounds.measure(1, Map.of(Maker.STOCK, stock, Maker.US, ours), value -> value);
    }
}
