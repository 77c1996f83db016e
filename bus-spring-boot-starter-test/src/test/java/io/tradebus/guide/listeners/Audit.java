package io.tradebus.guide.listeners;

import io.tradebus.core.runtime.BusHeader;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.listener.BusFilter;
import org.agrona.DirectBuffer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

@Component
class Audit {
    private final Seen seen;

    Audit(Seen seen) {
        this.seen = seen;
    }

    // tag::use[]
    @AuditListener("notes")
    void onNote(String note) {
        seen.add("audited " + note);
    }
    // end::use[]

    // tag::filtered[]
    @BusListener(streams = "notes", filter = "longNotes")
    void onLongNote(String note) {
        seen.add("long " + note);
    }
    // end::filtered[]

    // tag::several[]
    @BusListener(streams = "notes", id = "sorter", concurrency = "4")
    void sort(String note, BusHeader header) {
        seen.add("sorted " + note);
    }
    // end::several[]

    @Configuration(proxyBeanMethods = false)
    static class Filters {
        // tag::filter[]
        @Bean
        BusFilter longNotes() {
            return (DirectBuffer buffer, int offset, int length, BusHeader header) -> length > 10;
        }
        // end::filter[]
    }
}
