package io.tradebus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformancePageTest {
    private static final Part PART = new Part(
            "udp-small",
            "Small",
            "What it is.",
            PartTime.shared(1),
            "",
            List.of(
                    Bar.moreThan(Maker.STOCK, "small messages, times stock", "32 bytes", "messages/s", 3),
                    Bar.moreThan(Maker.STOCK_C, "small messages, times C", "32 bytes", "messages/s", 3)),
            options -> result());

    @TempDir
    Path directory;

    @Test
    void aSectionHasPlotsATableAndTheCommand() {
        Path file = directory.resolve("performance.md");
        PerformancePage page = new PerformancePage(
                file, "all --time=1m", LocalDate.of(2026, 1, 31), new Machine(Map.of("processor", "one")));

        String section =
                PageSection.write(PART, "udp-throughput 5 --lengths=32", result(), PerformancePage.directoryOf(file));
        page.add(new PartReport(section, PART.verdicts(result())));
        page.add(PART.without("There was no room."));
        page.write();

        assertThat(page.text())
                .contains(
                        "java -jar bus-benchmarks/target/benchmarks.jar all --time=1m\n```\n\n- date: 2026-01-31\n- processor: one\n")
                .contains("""
                        | bar | asked for | measured | single rounds | |
                        |---|---:|---:|---:|---|
                        | small messages, times stock | at least 3.00 | 2.00 | 2.00 to 2.00 in 1 | **missed** |
                        | small messages, times C | at least 3.00 |  |  | not measured |
                        | small messages, times stock | at least 3.00 |  |  | not measured |
                        | small messages, times C | at least 3.00 |  |  | not measured |

                        ## Small

                        What it is.

                        ![32 bytes](performance/udp-small-1.svg)
                        ![messages/s](performance/udp-small-2.svg)

                        | udp-small | unit | stock | tradebus | tradebus against stock, above 1 is better |
                        |---|---|---:|---:|---:|
                        | 32 bytes | messages/s | 1,000 | 2,000 | 2.00 |
                        | 32 bytes, 50.0 % | ns | 400 | 200 | 2.00 |
                        | 32 bytes, longest | ns | 90,000 | 80,000 | 1.13 |
                        | 32 bytes | bytes allocated per message | 0 | 0 | 1.00 |

                        - waiting: spin
                        - all values: [performance/udp-small.json](performance/udp-small.json)
                        - run: `udp-throughput 5 --lengths=32`

                        ## Small

                        What it is.

                        There was no room.
                        """);
        assertThat(file).hasContent(page.text());
        assertThat(directory.resolve("performance")).isDirectoryContaining("glob:**.json");
    }

    @Test
    void aPartThatFailsIsNamedWithItsEnd() {
        PartReport report = PartProcess.run(Parts.named("streams"), "1 --streams=1", 300, directory);

        assertThat(report.section())
                .contains("## A thousand streams", "This could not be measured: its process ended with 2.");
        assertThat(report.verdicts()).contains("| not measured |").doesNotContain("| met |");
    }

    @Test
    void commandsNameNoPlacesOfTheMachine() {
        assertThat(PerformancePage.repeatable(
                        "all", "5", "--time=1m", "--page=/tmp/page.md", "--aeronmd=/opt/aeronmd", "--ours=a=b"))
                .isEqualTo("all 5 --time=1m --aeronmd=<file> --ours=a=b");
    }

    @Test
    void percentilesAreLinesAndTheRestAreBars() {
        List<Plot> plots = Plot.of(result());

        assertThat(plots)
                .containsExactly(
                        new Plot(
                                "32 bytes",
                                "ns",
                                List.of("50.0 %", "longest"),
                                series(List.of(400.0, 90_000.0), List.of(200.0, 80_000.0)),
                                true),
                        new Plot(
                                "messages/s",
                                "messages/s",
                                List.of("32 bytes"),
                                series(List.of(1_000.0), List.of(2_000.0)),
                                false));
    }

    @Test
    void plotsAreWellFormed() throws Exception {
        Plot lines = new Plot(
                "a & b <c>", "ns", List.of("50 %", "99 %"), series(List.of(1.0, 0.0), List.of(2.0, 3e9)), true);

        for (Plot plot : List.of(lines, Plot.of(result()).get(1))) {
            String svg = SvgPlot.draw(plot);
            Path file = Files.writeString(directory.resolve("plot.svg"), svg);
            var root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
            assertThat(root.getTagName()).isEqualTo("svg");
            assertThat(svg).doesNotContain("NaN", "Infinity");
            assertThat(root.getElementsByTagName("polyline").getLength()).isEqualTo(plot.hasLines() ? 2 : 0);
        }
    }

    @Test
    void aBarIsAsHighAsItsValueIsOnTheScale() {
        Plot plot = new Plot("n", "n", List.of("x"), Map.of("stock", List.of(100.0)), false);

        // From 10 to 100, and at the top of it.
        assertThat(SvgPlot.draw(plot)).contains("y=\"44.0\" width=\"335.0\" height=\"200.0\"");
    }

    @Test
    void longLabelsHaveSeveralLines() {
        assertThat(SvgPlot.lines("conductors, 1,000 idle streams"))
                .containsExactly("conductors,", "1,000 idle", "streams");
        assertThat(SvgPlot.lines("short")).containsExactly("short");
    }

    @Test
    void aScaleGoesFromAPowerOfTenToAnother() {
        Scale scale = Scale.of(List.of(List.of(20.0, 0.0), List.of(70_000.0)));

        assertThat(scale).isEqualTo(new Scale(1, 5));
        assertThat(scale.share(10)).isZero();
        assertThat(scale.share(1_000)).isEqualTo(0.5);
        assertThat(scale.share(0)).isZero();
        assertThat(scale.share(1e9)).isEqualTo(1);
        assertThat(Scale.of(List.of(List.of(0.0)))).isEqualTo(new Scale(0, 1));
    }

    @Test
    void powersOfTenAreShort() {
        assertThat(List.of(Scale.label(-2), Scale.label(0), Scale.label(4), Scale.label(6)))
                .containsExactly("0.01", "1", "10 k", "1 M");
    }

    @Test
    void theMachineIsDescribedByWhatTheSystemSays() {
        List<String> lines = List.of("model name\t: Fast one", "MemTotal:  2097152 kB");

        assertThat(Machine.valueOf("model name", lines)).isEqualTo("Fast one");
        assertThat(Machine.gibibytes(Machine.valueOf("MemTotal", lines))).isEqualTo("2.0 GiB");
        assertThat(Machine.gibibytes(Machine.valueOf("other", lines))).isEqualTo("unknown");
        assertThat(Machine.averages("1.0 2.0 3.0 4/5 6")).isEqualTo("1.0 2.0 3.0");
        assertThat(Machine.now().properties()).containsKeys("processor", "memory", "load before the run");
    }

    @Test
    void argumentsOfAPartNameTheTimeUnlessItHasItsOwn() {
        Part fixed = new Part("fixed", "", "", PartTime.fixed(3), "--seconds=2", options -> result());
        TimeTable.Slot slot = new TimeTable.Slot(5, 0.25);

        assertThat(PART.arguments(slot, "")).isEqualTo("5 --seconds=0.25");
        assertThat(fixed.arguments(slot, " --ours=a=b")).isEqualTo("5 --seconds=2 --ours=a=b");
    }

    @Test
    void argumentsOfAPartNameAllRoundsThatItHas() {
        Part often = new Part("often", "", "", PartTime.shared(1).times(8), "", options -> result());

        assertThat(often.arguments(new TimeTable.Slot(5, 0.25), "")).isEqualTo("40 --seconds=0.25");
    }

    @Test
    void allPartsHaveArgumentsThatAreUnderstoodAndNamesOfTheirOwn() {
        for (Part part : Parts.all()) {
            assertThat(Options.parse(
                                    ("3 --seconds=1 " + part.arguments()).trim().split(" "))
                            .rounds())
                    .isEqualTo(3);
        }
        assertThat(Parts.all()).extracting(Part::name).doesNotHaveDuplicates();
        assertThatThrownBy(() -> AllBenchmarks.run("--only=nothing")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatHasBarsComesFirst() {
        List<Boolean> bars = Parts.all().stream().map(Part::hasBars).toList();

        assertThat(bars.lastIndexOf(true)).isLessThan(bars.indexOf(false));
    }

    private static BenchmarkResult result() {
        Map<String, String> conditions = new LinkedHashMap<>(BenchmarkResult.machine());
        conditions.put("waiting", "spin");
        return new BenchmarkResult(
                "udp-small",
                conditions,
                List.of(
                        new Cell("32 bytes", "messages/s", true, rounds(1_000, 2_000)),
                        new Cell("32 bytes, 50.0 %", "ns", false, rounds(400, 200)),
                        new Cell("32 bytes, longest", "ns", false, rounds(90_000, 80_000)),
                        new Cell("32 bytes", "bytes allocated per message", false, rounds(0, 0))));
    }

    private static Rounds rounds(double stock, double ours) {
        return Rounds.measure(1, Map.of(Maker.STOCK, stock, Maker.US, ours), value -> value);
    }

    private static Map<String, List<Double>> series(List<Double> stock, List<Double> ours) {
        Map<String, List<Double>> series = new LinkedHashMap<>();
        series.put("stock", stock);
        series.put("tradebus", ours);
        return series;
    }
}
