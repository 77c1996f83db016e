package io.tradebus.spring.convert;

import io.tradebus.core.BusConfigurationException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import org.agrona.DirectBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * Recognises generated SBE flyweights and gets at what every one of them has, without an SBE library at run time.
 * Flyweights that were generated without interfaces are recognised by their static constants.
 */
public final class SbeTypes {
    private SbeTypes() {}

    /** Whether a type is a generated decoder of a whole message. */
    public static boolean isDecoder(Class<?> type) {
        return MessageDecoderFlyweight.class.isAssignableFrom(type)
                || (hasSbeConstants(type)
                        && hasMethod(type, "wrap", DirectBuffer.class, int.class, int.class, int.class));
    }

    /** Whether a type is a generated encoder of a whole message. */
    public static boolean isEncoder(Class<?> type) {
        return MessageEncoderFlyweight.class.isAssignableFrom(type);
    }

    /** The class of the same package and class loader with this simple name: the message header's flyweights. */
    static Class<?> neighbour(Class<?> flyweight, String simpleName) {
        String name = flyweight.getPackageName() + "." + simpleName;
        try {
            return Class.forName(name, true, flyweight.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new BusConfigurationException(
                    flyweight.getName() + " is an SBE flyweight, but there is no " + name
                            + " beside it; generate the message header into the same package",
                    e);
        }
    }

    /** A flyweight that points nowhere yet. */
    public static Object newInstance(Class<?> flyweight) {
        try {
            Constructor<?> constructor = flyweight.getDeclaredConstructor();
            return lookupIn(flyweight).unreflectConstructor(constructor).invoke();
        } catch (Throwable e) {
            throw new BusConfigurationException(
                    "the SBE flyweight " + flyweight.getName() + " needs a constructor without parameters", e);
        }
    }

    /** A handle of a virtual method whatever it returns, bound to {@code receiver} and seen as {@code type}. */
    static MethodHandle bound(Object receiver, String name, MethodType type) {
        try {
            var method = receiver.getClass().getMethod(name, type.parameterArray());
            return lookupIn(receiver.getClass())
                    .unreflect(method)
                    .bindTo(receiver)
                    .asType(type);
        } catch (ReflectiveOperationException e) {
            throw new BusConfigurationException(
                    "the SBE flyweight " + receiver.getClass().getName() + " has no method " + name
                            + type.toMethodDescriptorString()
                            + "; generate it with a current SBE generator",
                    e);
        }
    }

    /** A static constant such as {@code TEMPLATE_ID}. */
    static int constant(Class<?> flyweight, String name) {
        try {
            return ((Number) lookupIn(flyweight)
                            .unreflectGetter(flyweight.getField(name))
                            .invoke())
                    .intValue();
        } catch (Throwable e) {
            throw new BusConfigurationException(
                    "the SBE flyweight " + flyweight.getName() + " has no constant " + name
                            + "; generate it with a current SBE generator",
                    e);
        }
    }

    private static MethodHandles.Lookup lookupIn(Class<?> type) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    }

    private static boolean hasSbeConstants(Class<?> type) {
        return hasField(type, "SCHEMA_ID") && hasField(type, "TEMPLATE_ID") && hasField(type, "BLOCK_LENGTH");
    }

    private static boolean hasField(Class<?> type, String name) {
        try {
            return type.getField(name).getType() == int.class;
        } catch (NoSuchFieldException e) {
            return false;
        }
    }

    private static boolean hasMethod(Class<?> type, String name, Class<?>... parameters) {
        try {
            type.getMethod(name, parameters);
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }
}
