package io.tradebus.spring.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.runtime.RuntimeObserver;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuntimeObserversTest {
    private final List<String> told = new ArrayList<>();

    @Test
    void tellsTheOthersWhenOneFails() {
        RuntimeObserver observers = new RuntimeObservers(List.of(
                new RuntimeObserver() {
                    @Override
                    public void onWarning(String text) {
                        throw new IllegalStateException("does not work");
                    }
                },
                new RuntimeObserver() {
                    @Override
                    public void onWarning(String text) {
                        told.add(text);
                    }
                }));

        observers.onWarning("low on space");

        assertThat(told).containsExactly("low on space");
    }
}
