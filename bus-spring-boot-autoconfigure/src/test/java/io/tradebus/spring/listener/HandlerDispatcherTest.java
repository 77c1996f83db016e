package io.tradebus.spring.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.ConversionException;
import io.tradebus.core.runtime.AckMode;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusMessage;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.spring.convert.BusConverters;
import io.tradebus.spring.convert.JacksonBusConverter;
import io.tradebus.spring.sbe.CancelDecoder;
import io.tradebus.spring.sbe.MessageHeaderEncoder;
import io.tradebus.spring.sbe.OrderDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class HandlerDispatcherTest {
    private static final int OFFSET = 32;

    private final InvokerFactory factory = new InvokerFactory(new BusConverters(
            List.of(new JacksonBusConverter(JsonMapper.builder().build()))));
    private final Cases bean = new Cases();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);

    record Note(String text) {}

    @SuppressWarnings("unused")
    static class Cases {
        final List<String> calls = new ArrayList<>();

        void order(OrderDecoder order) {
            calls.add("order " + order.id());
        }

        void cancel(CancelDecoder cancel) {
            calls.add("cancel " + cancel.id());
        }

        void sameOrder(OrderDecoder order) {}

        void note(Note note) {
            calls.add("note " + note.text());
        }

        void text(String text) {}

        BusAction rest(BusMessage message) {
            calls.add("rest " + message.length());
            return BusAction.COMMIT;
        }

        void restOfOrders(OrderDecoder order) {}
    }

    @Test
    void handsAMessageToTheMethodOfItsTemplate() throws Exception {
        MessageHandler dispatcher = dispatcher("order", "cancel");

        dispatch(dispatcher, 1, 11);
        dispatch(dispatcher, 2, 12);
        dispatch(dispatcher, 1, 13);

        assertThat(bean.calls).containsExactly("order 11", "cancel 12", "order 13");
    }

    @Test
    void takesAMessageThatNoMethodTakesForAnError() {
        MessageHandler dispatcher = dispatcher("order", "cancel");

        assertThatThrownBy(() -> dispatch(dispatcher, 3, 11))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("schema 7 template 3")
                .hasMessageContaining("methods for these templates: cancel, order")
                .hasMessageContaining("isDefault = true");
        assertThatThrownBy(() -> dispatcher.onMessage(buffer, OFFSET, 3, HandlerMethods.header()))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("a message of 3 bytes;");
        assertThat(bean.calls).isEmpty();
    }

    @Test
    void handsTheRestToTheDefault() throws Exception {
        MessageHandler dispatcher = dispatcher("order", "rest!");

        assertThat(dispatch(dispatcher, 3, 11)).isEqualTo(BusAction.COMMIT);
        dispatcher.onMessage(buffer, OFFSET, 3, HandlerMethods.header());
        dispatch(dispatcher, 1, 12);

        assertThat(bean.calls).containsExactly("rest 24", "rest 3", "order 12");
    }

    @Test
    void handsEverythingToTheDefaultWhereThereIsNothingElse() throws Exception {
        MessageHandler dispatcher = dispatcher("rest!");

        dispatch(dispatcher, 1, 11);

        assertThat(bean.calls).containsExactly("rest 24");
    }

    @Test
    void handsWhatIsForNoDecoderToTheMethodWithAConvertedType() throws Exception {
        MessageHandler dispatcher = dispatcher("order", "note");
        dispatch(dispatcher, 1, 12);

        int length = buffer.putStringWithoutLengthUtf8(OFFSET, "{\"text\":\"hello\"}");
        dispatcher.onMessage(buffer, OFFSET, length, HandlerMethods.header());

        assertThat(bean.calls).containsExactly("order 12", "note hello");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "order, sameOrder | both take the same schema and template; remove one of them",
                "note, text | both take converted types; messages do not say which type they are",
                "order, rest | nothing tells which messages @BusHandler",
                "rest!, restOfOrders, order | both take the same schema and template",
                "restOfOrders! | takes what no other does, which is never a",
                "note!, rest! | both take what no other does; set isDefault = true on one of them only",
                "note, rest! | both take what is for no decoder; messages do not say whether they are of a converted type"
            })
    void refusesMethodsThatCannotBeToldApart(String methods, String problem) {
        assertThatThrownBy(() -> dispatcher(methods.split(", ")))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining(problem);
    }

    /** Of the methods with these names; one with an exclamation mark is the default. */
    private MessageHandler dispatcher(String... methods) {
        return factory.dispatcher(
                Arrays.stream(methods)
                        .map(name -> new HandlerMethod(
                                bean, HandlerMethods.method(bean, name.replace("!", "")), name.endsWith("!")))
                        .toList(),
                AckMode.BATCH);
    }

    private BusAction dispatch(MessageHandler dispatcher, int template, long id) throws Exception {
        new MessageHeaderEncoder()
                .wrap(buffer, OFFSET)
                .blockLength(16)
                .templateId(template)
                .schemaId(7)
                .version(1);
        buffer.putLong(OFFSET + 8, id);
        return dispatcher.onMessage(buffer, OFFSET, 24, HandlerMethods.header());
    }
}
