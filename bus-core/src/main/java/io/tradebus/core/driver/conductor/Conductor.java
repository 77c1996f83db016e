package io.tradebus.core.driver.conductor;

import io.tradebus.core.driver.conductor.command.ClientCommands;
import io.tradebus.core.driver.conductor.network.NetworkOnDemand;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.driver.exchange.CycleTimes;
import io.tradebus.core.idle.Outlook;
import org.agrona.concurrent.Agent;

/**
 * The duty cycle of the conductor. It decides nothing: it looks at the clock, does what is due, lets the request at
 * hand advance, follows the subscribers, and frees some of what is not needed any more.
 */
public final class Conductor implements Agent, Outlook {
    private final DriverTime time;
    private final CycleTimes cycleTimes;
    private final TimerPass timerPass;
    private final ClientCommands commands;
    private final Resources resources;
    private final NetworkOnDemand network;
    private final Runnable onClosed;
    private final long timerIntervalNs;
    private long timerDeadlineNs;
    private long cycleNs;
    private boolean hasMoved;

    /**
     * @param timerIntervalNs nanoseconds between two timer passes
     * @param onClosed tells clients that the driver is gone, when everything else is done
     */
    public Conductor(
            DriverTime time,
            CycleTimes cycleTimes,
            TimerPass timerPass,
            ClientCommands commands,
            Resources resources,
            NetworkOnDemand network,
            long timerIntervalNs,
            Runnable onClosed) {
        this.time = time;
        this.cycleTimes = cycleTimes;
        this.timerPass = timerPass;
        this.commands = commands;
        this.resources = resources;
        this.network = network;
        this.timerIntervalNs = timerIntervalNs;
        this.onClosed = onClosed;
    }

    @Override
    public void onStart() {
        long nowNs = time.advance();
        timerDeadlineNs = nowNs + timerIntervalNs;
        cycleTimes.onStart(nowNs);
        timerPass.onStart(nowNs);
    }

    @Override
    public int doWork() {
        long nowNs = time.advance();
        cycleTimes.onCycle(nowNs);
        cycleNs = nowNs;
        // Until it is known: what fails in between is looked at again soon.
        hasMoved = true;
        int timerCount = 0;
        if (nowNs - timerDeadlineNs >= 0) {
            timerDeadlineNs = nowNs + timerIntervalNs;
            timerPass.run(nowNs, time.epochClock().time());
            timerCount++;
        }
        int workCount = 0;
        workCount += commands.advance(nowNs);
        workCount += network.advance(nowNs);
        workCount += resources.background().advance();
        workCount += resources.publications().trackPositions(nowNs);
        workCount += resources.logs().freeSome();
        hasMoved = workCount > 0;
        return workCount + timerCount;
    }

    /**
     * {@inheritDoc} The next timer pass is, if there is nobody to follow: subscribers have read all there is, and nothing has
     * come for a while. Who asks for something, and publishers without room, wake the thread; sender and receiver do when
     * something moves again.
     */
    @Override
    public long quietNs() {
        boolean isQuiet = !hasMoved
                && network.isQuiet(cycleNs)
                && resources.publications().isQuiet(cycleNs);
        return isQuiet ? Math.max(0, timerDeadlineNs - cycleNs) : 0;
    }

    @Override
    public void onClose() {
        try {
            resources.links().clear();
            network.close(resources.logs());
            resources.publications().closeAll(resources.logs());
            resources.logs().close();
        } finally {
            onClosed.run();
        }
    }

    @Override
    public String roleName() {
        return "driver-conductor";
    }
}
