package io.tradebus.spring.annotation;

import java.security.ProtectionDomain;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/**
 * Tells the classes that carry no annotation of an application: Spring's, and those of this library. Half of the beans of a small
 * application are of these, and to look for annotations loads the types of all their methods. An application in a package below
 * Spring's own is told as Spring itself does it, by {@link Component}; in those packages where most of Spring's own beans are, which
 * is no place for applications, that is not looked for, since it takes about as long.
 */
final class FrameworkClasses {
    private static final String SPRING = "org.springframework.";
    private static final String BOOT = "org.springframework.boot.";
    private static final String CONTEXT = "org.springframework.context.";
    private static final String BUS = "io.tradebus.spring.";
    private static final ProtectionDomain LIBRARY = FrameworkClasses.class.getProtectionDomain();

    private FrameworkClasses() {}

    static boolean contain(Class<?> type) {
        String name = type.getName();
        if (name.startsWith(BUS)) {
            return LIBRARY.equals(type.getProtectionDomain());
        }
        return name.startsWith(SPRING)
                && (name.startsWith(BOOT)
                        || name.startsWith(CONTEXT)
                        || !AnnotatedElementUtils.isAnnotated(ClassUtils.getUserClass(type), Component.class));
    }
}
