package io.tradebus.spring.annotation;

import io.tradebus.core.BusConfigurationException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;

/**
 * A listener as it stands in the code of a bean: on a method, or on the class, whose {@link BusHandler} methods are its
 * cases.
 *
 * @param bean the bean or its proxy
 * @param type class of the bean behind all proxies
 * @param methods the method itself, or the cases
 * @param isType whether the annotation stands on the class
 */
record DeclaredListener(
        Object bean, String beanName, Class<?> type, List<Method> methods, boolean isType, BusListener annotation) {
    private static final List<Class<? extends java.lang.annotation.Annotation>> ANNOTATIONS =
            List.of(BusListener.class, BusHandler.class, BusBatchEnd.class);

    /** Whether a class is worth looking at; cheap. */
    static boolean maybeIn(Class<?> type) {
        return AnnotationUtils.isCandidateClass(type, ANNOTATIONS);
    }

    /**
     * The listeners of a bean.
     *
     * @throws BusConfigurationException if a method is a case of a listener that is not there, or a listener has no case
     */
    static List<DeclaredListener> of(Object bean, String beanName) {
        Class<?> type = AopProxyUtils.ultimateTargetClass(bean);
        List<DeclaredListener> declared = new ArrayList<>();
        Map<Method, Set<BusListener>> methods = ListenerAnnotations.onMethods(type);
        for (Map.Entry<Method, Set<BusListener>> method : methods.entrySet()) {
            for (BusListener annotation : method.getValue()) {
                declared.add(new DeclaredListener(bean, beanName, type, List.of(method.getKey()), false, annotation));
            }
        }
        Set<BusListener> onType = ListenerAnnotations.onType(type);
        List<Method> cases = cases(type);
        if (onType.isEmpty() && !cases.isEmpty()) {
            throw new BusConfigurationException("@BusHandler on " + type.getName() + "."
                    + cases.get(0).getName() + " belongs to no listener; add @BusListener to the class");
        } else if (!onType.isEmpty() && cases.isEmpty()) {
            throw new BusConfigurationException("@BusListener on " + type.getName()
                    + " has no method to call; add @BusHandler to the methods that take its messages");
        }
        if (declared.isEmpty() && onType.isEmpty() && !BatchEnds.find(type).isEmpty()) {
            throw new BusConfigurationException("@BusBatchEnd in " + type.getName()
                    + " finishes the batches of no listener; add @BusListener to the class or to a method");
        }
        for (BusListener annotation : onType) {
            declared.add(new DeclaredListener(bean, beanName, type, cases, true, annotation));
        }
        return declared;
    }

    /** What declares a listener in a class, for messages; null if nothing does. */
    static @Nullable String originIn(Class<?> type) {
        if (!maybeIn(type)) {
            return null;
        }
        Iterator<Method> methods = ListenerAnnotations.onMethods(type).keySet().iterator();
        if (methods.hasNext()) {
            return origin(describe(type, methods.next()));
        }
        return ListenerAnnotations.onType(type).isEmpty() ? null : origin(type.getName());
    }

    /** A method so that it is told from others of its name. */
    static String describe(Class<?> type, Method method) {
        var parameters = new StringJoiner(", ", type.getName() + "." + method.getName() + "(", ")");
        for (Class<?> parameter : method.getParameterTypes()) {
            parameters.add(parameter.getSimpleName());
        }
        return parameters.toString();
    }

    /** Sorted, so that what is said about them is always the same. */
    private static List<Method> cases(Class<?> type) {
        List<Method> cases =
                new ArrayList<>(AnnotatedMethods.of(type, BusHandler.class).keySet());
        if (cases.size() > 1) {
            cases.sort(Comparator.comparing(Method::toGenericString));
        }
        return cases;
    }

    /** Whether a method takes what no other does. */
    static boolean isDefault(Method method) {
        BusHandler handler = AnnotatedMethods.find(method, BusHandler.class);
        return handler != null && handler.isDefault();
    }

    /** What declared it, for messages. */
    String origin() {
        return origin(isType ? type.getName() : describe(type, methods.get(0)));
    }

    private static String origin(String place) {
        return "@BusListener on " + place;
    }

    /** {@code <bean>-<method>}, or {@code <bean>} of a listener on a class, in kebab case. */
    String defaultId() {
        // An imported bean is named after its whole class.
        String name = beanName.contains(".") ? ClassUtils.getShortName(type) : beanName;
        String bean = kebab(name.substring(name.lastIndexOf('.') + 1));
        return isType ? bean : bean + "-" + kebab(methods.get(0).getName());
    }

    /** {@code riskCheck} becomes {@code risk-check}. */
    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1-$2")
                .replaceAll("[^A-Za-z0-9]+", "-")
                .replaceAll("^-|-$", "")
                .toLowerCase(Locale.ROOT);
    }
}
