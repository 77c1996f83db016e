package io.tradebus.spring.annotation;

import io.tradebus.core.UnknownStreamException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Looks at a class before the first bean of it is made, and refuses a {@link BusPublication} with a name that is not
 * configured: with the known names, instead of a missing bean.
 */
public class BusPublicationVerifier implements InstantiationAwareBeanPostProcessor {
    private final Set<String> streams;
    private final Set<Class<?>> verified = Collections.newSetFromMap(new ConcurrentHashMap<>());

    /** @param streams names of the configured streams */
    public BusPublicationVerifier(Set<String> streams) {
        this.streams = streams;
    }

    @Override
    public @Nullable Object postProcessBeforeInstantiation(Class<?> beanClass, String beanName) {
        if (!FrameworkClasses.contain(beanClass)
                && AnnotationUtils.isCandidateClass(beanClass, BusPublication.class)
                && verified.add(beanClass)) {
            for (Class<?> type = beanClass; type != null && type != Object.class; type = type.getSuperclass()) {
                verify(type);
            }
        }
        return null;
    }

    private void verify(Class<?> type) {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            verifyParameters(constructor);
        }
        for (Method method : type.getDeclaredMethods()) {
            verifyParameters(method);
        }
        for (Field field : type.getDeclaredFields()) {
            verify(field, type, field.getName());
        }
    }

    private void verifyParameters(Executable executable) {
        for (Parameter parameter : executable.getParameters()) {
            verify(parameter, executable.getDeclaringClass(), executable.getName());
        }
    }

    private void verify(AnnotatedElement element, Class<?> type, String member) {
        if (element.getAnnotations().length == 0) {
            return;
        }
        BusPublication publication = AnnotatedMethods.find(element, BusPublication.class);
        if (publication != null && !streams.contains(publication.value())) {
            String origin = "@BusPublication on "
                    + (member.equals(type.getName()) ? "the constructor of " + member : type.getName() + "." + member);
            throw new UnknownStreamException(publication.value(), streams, origin);
        }
    }
}
