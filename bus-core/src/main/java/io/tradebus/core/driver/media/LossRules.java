package io.tradebus.core.driver.media;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.InterceptorConfig;
import io.tradebus.core.config.LossConfig;
import io.tradebus.core.config.LossRate;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What is lost on purpose, as configured. All arguments are read when this is made. */
final class LossRules {
    private static final Supplier<LossRule> NOTHING = () -> LossRule.NONE;

    private final Supplier<LossRule> senderIncoming;
    private final Supplier<LossRule> senderOutgoing;
    private final Supplier<LossRule> receiverIncoming;
    private final Supplier<LossRule> receiverOutgoing;

    /**
     * Reads the configuration.
     *
     * @param seeds gives a seed where the configuration has none
     * @throws BusConfigurationException if the name or the arguments of an interceptor are not what they should be
     */
    LossRules(LossConfig config, LongSupplier seeds) {
        InterceptorConfig interceptors = config.interceptors();
        Supplier<LossRule> incoming = rules(interceptors.incoming(), interceptors, true, seeds);
        Supplier<LossRule> outgoing = rules(interceptors.outgoing(), interceptors, false, seeds);
        senderIncoming = both(random(config.sendControl(), seeds), incoming);
        senderOutgoing = both(random(config.sendData(), seeds), outgoing);
        receiverIncoming = both(random(config.receiveData(), seeds), incoming);
        receiverOutgoing = both(random(config.receiveControl(), seeds), outgoing);
    }

    /** Whether nothing is ever lost on purpose. */
    boolean isEmpty() {
        return NOTHING.equals(senderIncoming)
                && NOTHING.equals(senderOutgoing)
                && NOTHING.equals(receiverIncoming)
                && NOTHING.equals(receiverOutgoing);
    }

    /** A rule for what arrives at a port. */
    LossRule incoming(PortRole role) {
        return (role == PortRole.SENDER ? senderIncoming : receiverIncoming).get();
    }

    /** A rule for what a port sends. */
    LossRule outgoing(PortRole role) {
        return (role == PortRole.SENDER ? senderOutgoing : receiverOutgoing).get();
    }

    private static Supplier<LossRule> rules(
            List<String> names, InterceptorConfig config, boolean isIncoming, LongSupplier seeds) {
        Supplier<LossRule> rules = NOTHING;
        for (String name : names) {
            rules = both(rules, rule(name, config, isIncoming, seeds));
        }
        return rules;
    }

    private static Supplier<LossRule> rule(
            String name, InterceptorConfig config, boolean isIncoming, LongSupplier seeds) {
        return switch (name) {
            case "loss" -> loss(config.lossArguments(), isIncoming, seeds);
            case "fixed-loss" -> fixedLoss(config.fixedLossArguments());
            case "multi-gap-loss" -> multiGapLoss(config.multiGapLossArguments());
            default ->
                throw new BusConfigurationException(
                        "interceptor must be loss, fixed-loss or multi-gap-loss, but was '" + name + "'");
        };
    }

    private static Supplier<LossRule> loss(String text, boolean isIncoming, LongSupplier seeds) {
        LossArguments arguments = new LossArguments("loss", text, List.of("rate", "seed", "recv-msg-mask"));
        Long mask = arguments.number("recv-msg-mask");
        LossRate rate = new LossRate(arguments.rate("rate"), arguments.number("seed"));
        return random(rate, isIncoming && mask != null ? mask : RandomLoss.ALL_TYPES, seeds);
    }

    private static Supplier<LossRule> fixedLoss(String text) {
        LossArguments arguments = new LossArguments("fixed-loss", text, List.of("term-id", "term-offset", "length"));
        int length = arguments.required("length", 1);
        GapLoss.Gaps gaps = new GapLoss.Gaps(
                arguments.required("term-id", Integer.MIN_VALUE),
                arguments.required("term-offset", 0),
                length,
                length,
                1);
        return () -> new GapLoss(gaps);
    }

    /** The first gap is one radix into the term, so that the stream begins undisturbed. */
    private static Supplier<LossRule> multiGapLoss(String text) {
        LossArguments arguments =
                new LossArguments("multi-gap-loss", text, List.of("term-id", "gap-radix", "gap-length", "total-gaps"));
        int radix = arguments.required("gap-radix", 1);
        int length = arguments.required("gap-length", 1);
        if (length > radix) {
            throw arguments.fault("gap-length is greater than gap-radix", null);
        }
        GapLoss.Gaps gaps = new GapLoss.Gaps(
                arguments.required("term-id", Integer.MIN_VALUE),
                radix,
                radix,
                length,
                arguments.required("total-gaps", 1));
        return () -> new GapLoss(gaps);
    }

    private static Supplier<LossRule> random(LossRate loss, LongSupplier seeds) {
        return random(loss, RandomLoss.ALL_TYPES, seeds);
    }

    private static Supplier<LossRule> random(LossRate loss, long typeMask, LongSupplier seeds) {
        if (loss.rate() == 0.0) {
            return NOTHING;
        }
        Long seed = loss.seed();
        return () -> new RandomLoss(loss.rate(), seed == null ? seeds.getAsLong() : seed, typeMask);
    }

    private static Supplier<LossRule> both(Supplier<LossRule> first, Supplier<LossRule> second) {
        if (NOTHING.equals(first)) {
            return second;
        }
        return NOTHING.equals(second) ? first : () -> first.get().then(second.get());
    }
}
