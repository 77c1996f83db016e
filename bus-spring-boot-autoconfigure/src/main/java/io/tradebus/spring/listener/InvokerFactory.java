package io.tradebus.spring.listener;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.runtime.AckMode;
import io.tradebus.core.runtime.BatchHandler;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.spring.convert.BusConverters;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Turns a method of any allowed signature into a {@link MessageInvoker}: one mechanism for all of them. A method handle
 * is bound to the bean; for each parameter that is none of the four arguments the handle that makes its value from them is
 * collected in; the four arguments are permuted to where they are needed; and a missing {@code BusAction} is filled in with
 * the constant that the ack mode stands for. Each agent gets its own invoker, since decoders hold state.
 */
public final class InvokerFactory {
    private static final String ALLOWED = """
            Allowed are, in any order: DirectBuffer buffer, int offset, int length (all three); BusMessage; BusHeader; \
            an SBE decoder; DeadLetter; byte[], ByteBuffer or String; any type with a BusConverter (JSON); \
            with @SendTo or on a stream of requests a BusReply of an SBE encoder. The method returns void, a BusAction or, \
            with @SendTo or on a stream of requests, a result, and is neither private nor static.""";

    private final HandlerParameters parameters;
    private final HandlerResults results;

    public InvokerFactory(BusConverters converters) {
        parameters = new HandlerParameters(converters);
        results = new HandlerResults(converters);
    }

    /**
     * Makes an invoker.
     *
     * @param bean on which the method is called; a proxy is called as one
     * @param method found on the class of the bean
     * @throws BusConfigurationException if the signature cannot be used
     */
    public MessageHandler create(Object bean, Method method, AckMode ackMode) {
        return create(new HandlerMethod(bean, method, false), ackMode);
    }

    /**
     * Makes a handler that calls one method.
     *
     * @throws BusConfigurationException if the signature cannot be used
     */
    public MessageHandler create(HandlerMethod handler, AckMode ackMode) {
        Method method = handler.method();
        ReplyTarget target = handler.replyTo();
        Replies replies = target == null ? null : new Replies(target);
        SbeReply<?> reply = reply(method, replies);
        MethodHandle handle = bound(handler.bean(), method);
        MethodHandle message = ofMessage(handle, method, reply);
        MessageHandler invoker = MessageInvoker.of(results.withAction(message, handler, ackMode, replies));
        return replies == null ? invoker : new ReplyingHandler(invoker, replies, reply);
    }

    private static @Nullable SbeReply<?> reply(Method method, @Nullable Replies replies) {
        Class<?> resultType = HandlerResults.typeOf(method);
        List<Class<?>> types = List.of(method.getParameterTypes());
        int index = types.indexOf(BusReply.class);
        if (index < 0) {
            if (replies != null && resultType == null) {
                throw unusable(method, "it has @SendTo but no result; return one, or take a BusReply");
            }
            return null;
        } else if (replies == null) {
            throw unusable(
                    method,
                    "it has a BusReply but no @SendTo(\"stream\") that says where replies go, and its stream is "
                            + "not one of requests");
        } else if (resultType == method.getReturnType() || types.lastIndexOf(BusReply.class) != index) {
            throw unusable(method, "it has more than one result");
        }
        return new SbeReply<>(HandlerResults.encoderOf(method, method.getGenericParameterTypes()[index]), replies);
    }

    /**
     * Makes a handler that calls one of several methods, by what a message is.
     *
     * @throws BusConfigurationException if a signature cannot be used, or two methods take the same messages
     */
    public MessageHandler dispatcher(List<HandlerMethod> methods, AckMode ackMode) {
        return new HandlerCases(methods, InvokerFactory::isConverted).dispatcher(method -> create(method, ackMode));
    }

    /**
     * Adds the method of a bean that finishes its batches to a handler.
     *
     * @param listener id of the listener, for log lines
     * @throws BusConfigurationException if the method takes arguments, returns something, or is static or private
     */
    public BatchHandler batchEnding(MessageHandler handler, Object bean, Method end, String listener) {
        if (end.getParameterCount() > 0 || end.getReturnType() != void.class) {
            throw new BusConfigurationException("@BusBatchEnd method " + end.toGenericString()
                    + " cannot be used: it takes no arguments and returns nothing");
        }
        return new BatchEndingHandler(handler, bound(bean, end), listener);
    }

    private static boolean isConverted(HandlerMethod handler) {
        return !decodedTypes(handler.method()).isEmpty();
    }

    /** The types of a method's parameters that are made from what a message is. */
    public static List<Class<?>> decodedTypes(Method method) {
        List<Class<?>> decoded = new ArrayList<>();
        for (Class<?> type : method.getParameterTypes()) {
            if (!HandlerParameters.isView(type)) {
                decoded.add(type);
            }
        }
        return decoded;
    }

    private static MethodHandle bound(Object bean, Method method) {
        if (Modifier.isStatic(method.getModifiers()) || Modifier.isPrivate(method.getModifiers())) {
            throw unusable(method, "it is " + (Modifier.isStatic(method.getModifiers()) ? "static" : "private"));
        }
        try {
            return MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup())
                    .unreflect(method)
                    .bindTo(bean);
        } catch (IllegalAccessException e) {
            throw new BusConfigurationException(
                    "listener method " + method.toGenericString() + " cannot be called: its package must be open to "
                            + "the unnamed module, or to io.tradebus.spring",
                    e);
        }
    }

    /**
     * Has a handle of a method take the four arguments of a message: those that the method takes itself go straight to where it
     * takes them, others to what makes a parameter of them.
     */
    private MethodHandle ofMessage(MethodHandle bound, Method method, @Nullable SbeReply<?> reply) {
        Parameter[] declared = method.getParameters();
        Type[] generic = method.getGenericParameterTypes();
        if (declared.length == 0) {
            throw unusable(method, "it has no parameters");
        }
        var raw = new RawView(method, declared);
        MethodHandle handle = bound;
        var arguments = new int[4 * declared.length];
        int taken = 0;
        for (int i = 0; i < declared.length; i++) {
            Class<?> type = declared[i].getType();
            if (type == BusReply.class) {
                handle = MethodHandles.insertArguments(handle, taken, reply);
            } else if (raw.includes(i)) {
                arguments[taken++] = raw.argument(i);
            } else {
                MethodHandle value = parameters.value(type);
                if (value == null || !(generic[i] instanceof Class<?>)) {
                    throw unusable(method, "nothing makes its parameter " + (i + 1) + ", " + generic[i].getTypeName());
                }
                handle = MethodHandles.collectArguments(handle, taken, value);
                for (int argument = 0; argument < 4; argument++) {
                    arguments[taken++] = argument;
                }
            }
        }
        return MethodHandles.permuteArguments(
                handle,
                MessageInvoker.MESSAGE_TYPE.changeReturnType(handle.type().returnType()),
                Arrays.copyOf(arguments, taken));
    }

    static BusConfigurationException unusable(Method method, String reason) {
        return new BusConfigurationException(
                "listener method " + method.toGenericString() + " cannot be used: " + reason + ". " + ALLOWED);
    }

    /** Which parameters are header, buffer, offset and length: the last two by name where names are known, else in order. */
    private static final class RawView {
        private final int[] argumentOfParameter;

        private RawView(Method method, Parameter[] declared) {
            argumentOfParameter = new int[declared.length];
            int buffers = 0;
            int ints = 0;
            for (int i = 0; i < declared.length; i++) {
                Class<?> type = declared[i].getType();
                argumentOfParameter[i] = -1;
                if (type == int.class) {
                    argumentOfParameter[i] = 1 + ints++;
                } else if (type == DirectBuffer.class) {
                    argumentOfParameter[i] = 0;
                    buffers++;
                } else if (type == BusHeader.class) {
                    argumentOfParameter[i] = 3;
                } else if (DirectBuffer.class.isAssignableFrom(type)) {
                    throw unusable(method, "the log is read through DirectBuffer, not " + type.getSimpleName());
                }
            }
            if (buffers > 1 || ints != 2 * buffers) {
                throw unusable(
                        method,
                        "it has " + buffers + " DirectBuffer and " + ints
                                + " int parameters, and a raw view is one buffer, one offset and one length");
            }
            byName(declared);
        }

        private void byName(Parameter[] declared) {
            int offset = indexOf(declared, "offset");
            int length = indexOf(declared, "length");
            if (offset >= 0 && length >= 0) {
                argumentOfParameter[offset] = 1;
                argumentOfParameter[length] = 2;
            }
        }

        private static int indexOf(Parameter[] declared, String name) {
            for (int i = 0; i < declared.length; i++) {
                if (declared[i].getType() == int.class
                        && declared[i].isNamePresent()
                        && declared[i].getName().equals(name)) {
                    return i;
                }
            }
            return -1;
        }

        private boolean includes(int parameter) {
            return argumentOfParameter[parameter] >= 0;
        }

        private int argument(int parameter) {
            return argumentOfParameter[parameter];
        }
    }
}
