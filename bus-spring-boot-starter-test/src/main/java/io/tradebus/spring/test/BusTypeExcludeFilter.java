package io.tradebus.spring.test;

import io.tradebus.core.runtime.RuntimeObserver;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.annotation.BusListeners;
import io.tradebus.spring.autoconfigure.BusDriverCustomizer;
import io.tradebus.spring.autoconfigure.BusListenerCustomizer;
import io.tradebus.spring.autoconfigure.BusStreamCustomizer;
import io.tradebus.spring.convert.BusConverter;
import io.tradebus.spring.listener.BusErrorHandler;
import io.tradebus.spring.listener.BusFilter;
import java.io.IOException;
import java.util.Set;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** Leaves out of a {@link BusTest} what has nothing to do with the bus. */
final class BusTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<BusTest> {
    private static final Set<Class<?>> ASKED_FOR = Set.of(
            BusConverter.class,
            BusErrorHandler.class,
            BusFilter.class,
            BusDriverCustomizer.class,
            BusListenerCustomizer.class,
            BusStreamCustomizer.class,
            RuntimeObserver.class);

    BusTypeExcludeFilter(Class<?> testClass) {
        super(testClass);
    }

    @Override
    protected Set<Class<?>> getKnownIncludes() {
        return ASKED_FOR;
    }

    @Override
    protected boolean defaultInclude(MetadataReader reader, MetadataReaderFactory factory) throws IOException {
        return listens(reader.getAnnotationMetadata()) || super.defaultInclude(reader, factory);
    }

    private static boolean listens(AnnotationMetadata type) {
        return isOrHas(type, BusListener.class.getName()) || isOrHas(type, BusListeners.class.getName());
    }

    private static boolean isOrHas(AnnotationMetadata type, String annotation) {
        return type.isAnnotated(annotation) || type.hasAnnotatedMethods(annotation);
    }
}
