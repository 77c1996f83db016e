package io.tradebus.spring.listener;

import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.core.runtime.MessageRun;
import java.io.IOException;
import java.io.InputStream;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Calls one method of a bean for each message. Whatever its signature, the handle has exactly one type, so a call boxes
 * nothing and allocates nothing. Belongs to the thread of one agent: its decoders hold state.
 *
 * <p>The JVM compiles a handle into its caller only if it is a constant. So each invoker is of a class of its own: a hidden
 * copy of this one, made with the handle as its constant. Where no class can be made, as in a native image, the handle is
 * called through a field.
 */
final class MessageInvoker implements ResultKeeper {
    static final MethodType MESSAGE_TYPE =
            MethodType.methodType(BusAction.class, DirectBuffer.class, int.class, int.class, BusHeader.class);

    /** What a copy was made for; null in the original. */
    private static final @Nullable MethodHandle CONSTANT = classData();

    private final MethodHandle onMessage;
    private final List<MessageHandler> handlers;
    private final ResultKeeper[] keepers;

    /**
     * For {@link #of}.
     *
     * @param handlers those it calls, which are told of the ends of sessions and batches
     */
    MessageInvoker(MethodHandle onMessage, List<MessageHandler> handlers) {
        this.onMessage = onMessage;
        this.handlers = handlers;
        // A lambda would not be found in a copy of this class.
        List<ResultKeeper> found = new ArrayList<>();
        for (MessageHandler handler : handlers) {
            if (handler instanceof ResultKeeper keeper) {
                found.add(keeper);
            }
        }
        this.keepers = found.toArray(new ResultKeeper[0]);
    }

    /** Makes the invoker of a handle of the {@link #MESSAGE_TYPE}. */
    static MessageHandler of(MethodHandle onMessage) {
        return of(onMessage, List.of());
    }

    /**
     * Makes the invoker of a handle of the {@link #MESSAGE_TYPE}.
     *
     * @param handlers those it calls, which are told of the ends of sessions and batches
     */
    static MessageHandler of(MethodHandle onMessage, List<MessageHandler> handlers) {
        return of(Original.CLASS_FILE, onMessage, handlers);
    }

    /** @param original the class file of which a copy is made; empty for none */
    static MessageHandler of(byte[] original, MethodHandle onMessage, List<MessageHandler> handlers) {
        if (original.length == 0) {
            return new MessageInvoker(onMessage, handlers);
        }
        try {
            MethodHandles.Lookup copy =
                    MethodHandles.lookup().defineHiddenClassWithClassData(original, onMessage, true);
            MethodType constructor = MethodType.methodType(void.class, MethodHandle.class, List.class);
            return (MessageHandler)
                    copy.findConstructor(copy.lookupClass(), constructor).invoke(onMessage, handlers);
        } catch (UnsupportedOperationException | LinkageError e) {
            Original.LOG.debug("the handler is called through a field", e);
            return new MessageInvoker(onMessage, handlers);
        } catch (Throwable e) {
            throw new IllegalStateException("the class of an invoker cannot be made", e);
        }
    }

    @Override
    public BusAction onMessage(DirectBuffer buffer, int offset, int length, BusHeader header) throws Exception {
        MethodHandle handle = CONSTANT == null ? onMessage : CONSTANT;
        try {
            return (BusAction) handle.invokeExact(buffer, offset, length, header);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new UndeclaredThrowableException(e);
        }
    }

    /** As the method it overrides, in a loop of each copy's own. */
    @Override
    public BusAction onMessages(MessageRun run) throws Exception {
        MethodHandle handle = CONSTANT == null ? onMessage : CONSTANT;
        try {
            BusAction answer;
            do {
                answer = (BusAction) handle.invokeExact(run.buffer(), run.offset(), run.length(), run.header());
            } while (answer == BusAction.CONTINUE && run.next());
            return answer;
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new UndeclaredThrowableException(e);
        }
    }

    @Override
    public boolean keepsResultOf(BusHeader header) {
        for (ResultKeeper keeper : keepers) {
            if (keeper.keepsResultOf(header)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean keepsUnfinishedResultOf(BusHeader session) {
        for (ResultKeeper keeper : keepers) {
            if (keeper.keepsUnfinishedResultOf(session)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void onBatchEnded(boolean isFinished) {
        for (ResultKeeper keeper : keepers) {
            keeper.onBatchEnded(isFinished);
        }
    }

    @Override
    public long onSessionEnded(BusHeader header) {
        long donePosition = 0;
        RuntimeException first = null;
        for (MessageHandler handler : handlers) {
            try {
                donePosition = Math.max(donePosition, handler.onSessionEnded(header));
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
        return donePosition;
    }

    private static @Nullable MethodHandle classData() {
        try {
            return MethodHandles.classData(MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, MethodHandle.class);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The class file of which copies are made; empty where there is none, or none that can be read. */
    static final class Original {
        private static final Log LOG = LogFactory.getLog("bus.listener");
        private static final byte[] CLASS_FILE = read(MessageInvoker.class.getResourceAsStream("MessageInvoker.class"));

        private Original() {}

        static byte[] read(@Nullable InputStream classFile) {
            try (InputStream file = classFile) {
                return file == null ? new byte[0] : file.readAllBytes();
            } catch (IOException e) {
                LOG.debug("handlers are called through a field", e);
                return new byte[0];
            }
        }
    }
}
