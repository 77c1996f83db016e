package org.springframework.samples;

import io.tradebus.spring.annotation.BusListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Service;

/** An application in a package below Spring's own. */
@Service
public class SampleListeners {
    public final List<String> texts = new CopyOnWriteArrayList<>();

    @BusListener(id = "sample", streams = "orders")
    public void onText(String text) {
        texts.add(text);
    }

    /** Nothing says that Spring makes beans of it for an application. */
    public static class OfSpring {}
}
