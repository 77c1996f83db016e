package io.tradebus.spring.annotation;

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.annotation.RepeatableContainers;

/** Finds {@link BusListener}, of which there may be several at one place. */
final class ListenerAnnotations implements MethodIntrospector.MetadataLookup<Set<BusListener>> {
    private static final RepeatableContainers CONTAINERS =
            RepeatableContainers.explicitRepeatable(BusListener.class, BusListeners.class);

    /** Those of the methods of a class, by method. */
    static Map<Method, Set<BusListener>> onMethods(Class<?> type) {
        return MethodIntrospector.selectMethods(type, new ListenerAnnotations());
    }

    /** Those of a class itself. Few have any, and to find out which takes much longer than to find out whether. */
    static Set<BusListener> onType(Class<?> type) {
        return MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY, CONTAINERS)
                        .isPresent(BusListener.class)
                ? AnnotatedElementUtils.findMergedRepeatableAnnotations(type, BusListener.class, BusListeners.class)
                : Set.of();
    }

    @Override
    public @Nullable Set<BusListener> inspect(Method method) {
        Set<BusListener> annotations = new LinkedHashSet<>();
        for (MergedAnnotation<?> annotation :
                MergedAnnotations.from(method, SearchStrategy.INHERITED_ANNOTATIONS, CONTAINERS)) {
            if (annotation.getType() == BusListener.class) {
                annotations.add((BusListener) annotation.synthesize());
            }
        }
        return annotations.isEmpty() ? null : annotations;
    }
}
