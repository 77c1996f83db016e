package io.tradebus.example.gateway;

import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusClaim;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.example.messages.BeginEpochDecoder;
import io.tradebus.example.messages.MessageHeaderDecoder;
import io.tradebus.example.messages.MessageHeaderEncoder;
import io.tradebus.example.messages.NewOrderDecoder;
import io.tradebus.example.messages.OrderDecisionEncoder;
import io.tradebus.example.messages.RiskStatusEncoder;
import io.tradebus.example.messages.Verdict;
import io.tradebus.example.messages.YesNo;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.annotation.BusPublication;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.DirectBuffer;
import org.springframework.scheduling.annotation.Scheduled;

/** The other end of the bus as a test wants it: answers by symbol, can fall silent, stall, and become another process. */
public class ScriptedRiskService {
    /** Orders of this symbol are rejected. */
    public static final String BAD = "BAD";

    private static final int DECISION_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + OrderDecisionEncoder.BLOCK_LENGTH;
    private static final int STATUS_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + RiskStatusEncoder.BLOCK_LENGTH;

    /** An order as it came in. */
    record Seen(long orderId, boolean isPossibleResend) {}

    private final BusPublisher decisions;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final NewOrderDecoder order = new NewOrderDecoder();
    private final BeginEpochDecoder mark = new BeginEpochDecoder();
    private final BusClaim decisionClaim = new BusClaim();
    private final BusClaim statusClaim = new BusClaim();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile long instance = 1;
    private volatile long epoch;
    private volatile boolean isSilent;
    private volatile boolean isStalled;
    private volatile boolean isMute;

    ScriptedRiskService(@BusPublication("decisions") BusPublisher decisions) {
        this.decisions = decisions;
    }

    @BusListener(streams = "orders", id = "scripted-risk")
    BusAction onMessage(DirectBuffer buffer, int offset, int length) {
        header.wrap(buffer, offset);
        if (header.templateId() == BeginEpochDecoder.TEMPLATE_ID) {
            mark.wrapAndApplyHeader(buffer, offset, header);
            epoch = mark.epoch();
            return BusAction.CONTINUE;
        }
        if (isStalled) {
            return BusAction.ABORT;
        }
        order.wrapAndApplyHeader(buffer, offset, header);
        if (order.epoch() == epoch) {
            seen.add(new Seen(order.orderId(), order.possibleResend() == YesNo.YES));
            return isMute ? BusAction.CONTINUE : answer();
        }
        return BusAction.CONTINUE;
    }

    @Scheduled(fixedRate = 20)
    void tellStatus() {
        if (!isSilent && decisions.tryClaim(STATUS_LENGTH, statusClaim) > 0) {
            new RiskStatusEncoder()
                    .wrapAndApplyHeader(statusClaim.buffer(), statusClaim.offset(), new MessageHeaderEncoder())
                    .riskInstance(instance)
                    .epoch(epoch)
                    .decided(seen.size())
                    .recovered(0);
            statusClaim.commit();
        }
    }

    private BusAction answer() {
        if (decisions.tryClaim(DECISION_LENGTH, decisionClaim) <= 0) {
            return BusAction.ABORT;
        }
        Verdict verdict = order.symbol().equals(BAD) ? Verdict.UNKNOWN_INSTRUMENT : Verdict.ACCEPTED;
        new OrderDecisionEncoder()
                .wrapAndApplyHeader(decisionClaim.buffer(), decisionClaim.offset(), new MessageHeaderEncoder())
                .orderId(order.orderId())
                .riskInstance(instance)
                .verdict(verdict)
                .repeated(YesNo.NO);
        decisionClaim.commit();
        return BusAction.CONTINUE;
    }

    /** Stops telling that it lives. */
    public void silent(boolean isNowSilent) {
        isSilent = isNowSilent;
    }

    /** Leaves orders in the log. */
    void stalled(boolean isNowStalled) {
        isStalled = isNowStalled;
    }

    /** Takes orders and does not answer. */
    void mute(boolean isNowMute) {
        isMute = isNowMute;
    }

    /** Goes on as a process that has just been started. */
    void becomeAnother() {
        epoch = 0;
        instance++;
    }

    List<Seen> seen() {
        return seen;
    }

    List<Seen> seen(long orderId) {
        return seen.stream().filter(each -> each.orderId() == orderId).toList();
    }
}
