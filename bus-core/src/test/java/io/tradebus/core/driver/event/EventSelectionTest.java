package io.tradebus.core.driver.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventSelectionTest {
    private final List<String> warnings = new ArrayList<>();

    @Test
    void understandsNamesIdsAndGroups() {
        assertThat(parse("NAK_SENT, resend")).isEqualTo("NAK_SENT,RESEND");
        assertThat(parse("1,2,60")).isEqualTo("FRAME_IN,FRAME_OUT,PUBLICATION_IMAGE_REVOKE");
        assertThat(parse("channels"))
                .isEqualTo("SEND_CHANNEL_CREATION,RECEIVE_CHANNEL_CREATION,SEND_CHANNEL_CLOSE,RECEIVE_CHANNEL_CLOSE");
        assertThat(parse("")).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void allIsEverythingAndAdminIsAllButFrames() {
        assertThat(EventSelection.parse("all", warnings::add)).isEqualTo(EventSelection.all());
        assertThat(parse("all").split(",")).hasSize(DriverEvent.values().length);
        assertThat(EventSelection.parse("admin,frames", warnings::add)).isEqualTo(EventSelection.all());
        assertThat(parse("admin")).doesNotContain("FRAME");
    }

    @Test
    void saysWhatItDoesNotKnow() {
        assertThat(parse("FRAME_IM,9,NAK_SENT")).isEqualTo("NAK_SENT");
        assertThat(warnings).containsExactly("unknown event 'FRAME_IM', did you mean FRAME_IN?", "unknown event '9'");
    }

    @Test
    void eachEventHasABitOfItsOwn() {
        assertThat(Long.bitCount(EventSelection.all())).isEqualTo(DriverEvent.values().length);
    }

    private String parse(String text) {
        return EventSelection.names(EventSelection.parse(text, warnings::add));
    }
}
