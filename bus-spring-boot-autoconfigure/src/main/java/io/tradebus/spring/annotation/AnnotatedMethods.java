package io.tradebus.spring.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotationSelectors;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.annotation.RepeatableContainers;

/**
 * Finds the methods that carry an annotation, or override one that does. As {@code AnnotatedElementUtils} does it, but without
 * its lambdas: each costs a class at the start.
 */
record AnnotatedMethods<A extends Annotation>(Class<A> annotation) implements MethodIntrospector.MetadataLookup<A> {
    /** The methods of a class, with their annotations. */
    static <A extends Annotation> Map<Method, A> of(Class<?> type, Class<A> annotation) {
        return MethodIntrospector.selectMethods(type, new AnnotatedMethods<>(annotation));
    }

    /** The annotation of a method, a parameter or a field, or null. */
    static <A extends Annotation> @Nullable A find(AnnotatedElement element, Class<A> annotation) {
        MergedAnnotation<A> found = MergedAnnotations.from(
                        element, SearchStrategy.TYPE_HIERARCHY, RepeatableContainers.none())
                .get(annotation, null, MergedAnnotationSelectors.firstDirectlyDeclared());
        return found.isPresent() ? found.synthesize() : null;
    }

    @Override
    public @Nullable A inspect(Method method) {
        return find(method, annotation);
    }
}
