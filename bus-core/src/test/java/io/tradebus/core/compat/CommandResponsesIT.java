package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.Conformance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same commands, byte by byte, to the stock driver and to ours, both on clocks that stand still: types, ids, error
 * codes and order of what they answer are the same, and a text of ours names what the stock text names.
 */
class CommandResponsesIT {
    private static final Pattern MESSAGE = Pattern.compile(" message=.*", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile(
            "\\b(?:term-length|mtu|init-term-id|term-id|term-offset|session-id|pub-wnd|max-resend|linger|stream-id|"
                    + "response-correlation-id|4711)\\b");
    private static final Pattern ECHO =
            Pattern.compile("(?:(?:channel|existingChannel)=|in aeron|found:).*", Pattern.DOTALL);

    /** Where drivers differ and why that is meant. A step that is listed and does not differ is a failure too. */
    private static final Map<Pattern, String> DIFFERENCES = new LinkedHashMap<>();

    static {
        differ(
                "a (publication|subscription) with the id of another.*",
                "the stock driver gives two holds one id; ours refuses the second, for it could not be given back alone");
        differ(
                "a subscription to IPC as its own destination",
                "the stock driver takes a plain subscription's own link for a destination and ends its images; ours"
                        + " has no such destination");
        differ(
                "a publication and a subscription between revoking and the next timer pass",
                "the stock driver hands out a publication that is about to end; ours adds a new one");
        differ(
                "type 2 cut to ([0-9]|1[0-9]|2[0-35-9]|3[01]) of 32",
                "the stock driver does not check the length of this command and reads what lies behind it");
        differ(
                "type ([134789]|1[235]) with -1 at \\d+|type ([13478]|1[23]) with -2147483648 at \\d+"
                        + "|type 9 with -2147483648 at 24|type 15 with -2147483648 at 32|type 16 with -(1|2147483648) at 32",
                "the stock driver does not check for negative lengths, and tells the exception it runs into");
        differ(
                "type (9|15|16) with 2147483647 at (24|32)",
                "the stock driver's check overflows, and it believes the length");
        differ(
                "(publish|subscribe) to aeron:udp\\?endpoint=:25300",
                "the stock driver takes no host at all for this one; ours asks for a name");
        differ(
                "(at a port of its own|to a group): channel-snd-ts-offset=-1",
                "the stock driver takes -1 for no timestamps; ours refuses an offset that no frame has");
        differ(
                "(subscribe to|spy on|and no more on) aeron:udp\\?tags=-1",
                "the stock driver opens a socket that nobody can find for a channel without address and tag");
        differ(
                "answer\\|response-correlation-id=prototype\\|term-length=128k",
                "the stock driver compares a length that it would not have used for a new one either");
        differ(
                "the answer is given again",
                "a subscription of the stock driver never reads another session than its first; ours follows the"
                        + " responder");
        differ(
                "the publication goes, a reader that was left behind .*",
                "the stock driver tells those once more who were told when they were left behind; ours does not");
        differ(
                "the client of a publication and its last spy dies",
                "the stock driver tells the dead client that its spy has lost its image; ours tells it nothing more");
    }

    private static void differ(String step, String reason) {
        assertThat(reason).isNotBlank();
        DIFFERENCES.put(Pattern.compile(step), reason);
    }

    static Stream<String> scripts() {
        return CommandScripts.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    @Conformance({
        "SM-31", "SM-32", "SM-37", "DB-37", "DB-49", "DB-56", "DB-57", "DB-58", "DB-79", "DB-91", "DB-92", "DB-93",
        "WP-62", "WP-108"
    })
    void areThoseOfTheStockDriver(String script) {
        Consumer<Conversation> play = CommandScripts.all().get(script);

        Map<String, List<String>> ours = heard(SteppedDriver.ours(), play);
        Map<String, List<String>> stock = heard(SteppedDriver.stock(), play);

        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(ours.keySet()).isEqualTo(stock.keySet());
        stock.forEach((step, lines) -> compare(step, ours.get(step), lines, softly));
        softly.assertAll();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void areThoseOfTheStockDriverForRandomCommands(long seed) {
        Map<String, List<String>> ours = heard(SteppedDriver.ours(), talk -> RandomCommands.play(talk, seed));
        Map<String, List<String>> stock = heard(SteppedDriver.stock(), talk -> RandomCommands.play(talk, seed));

        assertThat(stock.values().stream().mapToInt(List::size).sum()).isGreaterThan(300);
        ours.forEach((step, lines) ->
                assertThat(withoutTexts(lines)).as("seed %d, %s", seed, step).isEqualTo(withoutTexts(stock.get(step))));
    }

    private static Map<String, List<String>> heard(SteppedDriver driver, Consumer<Conversation> play) {
        try (Conversation talk = new Conversation(driver)) {
            play.accept(talk);
            return talk.heard();
        }
    }

    private static void compare(String step, List<String> ours, List<String> stock, SoftAssertions softly) {
        if (DIFFERENCES.keySet().stream().anyMatch(each -> each.matcher(step).matches())) {
            softly.assertThat(withoutTexts(ours))
                    .as("a difference that is listed: " + step)
                    .isNotEqualTo(withoutTexts(stock));
            return;
        }
        softly.assertThat(withoutTexts(ours)).as(step).isEqualTo(withoutTexts(stock));
        for (int i = 0; i < Math.min(ours.size(), stock.size()); i++) {
            softly.assertThat(named(ours.get(i))).as(step + ": " + ours.get(i)).containsAll(named(stock.get(i)));
        }
    }

    private static List<String> withoutTexts(List<String> lines) {
        return sorted(lines.stream()
                .map(line -> line.startsWith("ON_ERROR") ? MESSAGE.matcher(line).replaceAll("") : line)
                .toList());
    }

    /** Images and counters that come or go at the same moment do so in any order. */
    private static List<String> sorted(List<String> lines) {
        List<String> sorted = new ArrayList<>(lines);
        for (int i = 1; i < sorted.size(); i++) {
            for (int k = i; k > 0 && areUnordered(sorted.get(k - 1), sorted.get(k)); k--) {
                Collections.swap(sorted, k - 1, k);
            }
        }
        return sorted;
    }

    private static boolean isOfMany(String line) {
        return line.startsWith("ON_UNAVAILABLE_") || line.startsWith("ON_AVAILABLE_IMAGE");
    }

    private static boolean areUnordered(String first, String second) {
        return isOfMany(first) && isOfMany(second) && first.compareTo(second) > 0;
    }

    /** What a text is about: names of parameters and ids, but for those of the channel that it repeats. */
    private static List<String> named(String line) {
        int message = line.indexOf("message=");
        if (message < 0) {
            return List.of();
        }
        String text = ECHO.matcher(line.substring(message + 8)).replaceAll("");
        return PARAMETER
                .matcher(text)
                .results()
                .map(match -> match.group())
                .distinct()
                .toList();
    }
}
