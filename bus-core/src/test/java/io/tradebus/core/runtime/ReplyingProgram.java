package io.tradebus.core.runtime;

import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.DriverConfig;
import java.nio.file.Path;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/** Replies to each request with itself, with a driver in its own process, until it is killed. */
public final class ReplyingProgram {
    private ReplyingProgram() {}

    /** Takes the driver directory, the port of requests and that of replies. */
    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        BusRuntime runtime =
                BusRuntime.embedded(config(directory), ClientConfig.defaults(directory), RuntimeObserver.NONE);
        ListenerAgent agent = runtime.listener(
                ListenerDefinition.of("echo", stream(arguments[1], arguments[2])),
                (buffer, offset, length, header) ->
                        header.reply(buffer, offset, length) < 0 ? BusAction.ABORT : BusAction.CONTINUE,
                (failure, message, attempt) -> FailureDecision.HALT);
        new AgentRunner(new SleepingMillisIdleStrategy(1), Throwable::printStackTrace, null, agent).run();
    }

    static StreamDefinition stream(String requestPort, String replyPort) {
        return StreamDefinition.of("quotes", "aeron:udp?term-length=64k|endpoint=127.0.0.1:" + requestPort, 10)
                .withReplies(new ReplyAddress(
                        "aeron:udp?term-length=64k|control-mode=response|control=127.0.0.1:" + replyPort,
                        "aeron:udp?control-mode=response|control=127.0.0.1:" + replyPort,
                        20));
    }

    /** A driver that follows another one that has taken the directory of a killed one. */
    static DriverConfig config(Path directory) {
        DriverConfig config = DriverConfig.defaults(directory);
        return config.withStorage(config.storage().withDeleteOnStart(true).withDeleteOnShutdown(true));
    }
}
