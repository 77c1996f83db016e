package io.tradebus.spring.annotation;

import java.security.ProtectionDomain;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/**
 * Tells the classes that carry no annotation of an application: Spring's, and those of this library. Half of the beans of a small
 * application are of these, and to look for annotations loads the types of all their methods. A class with {@link Component} is
 * not one of them: by this rule Spring itself tells an application in a package below its own.
 */
final class FrameworkClasses {
    private static final String SPRING = "org.springframework.";
    private static final String BUS = "io.tradebus.spring.";
    private static final ProtectionDomain LIBRARY = FrameworkClasses.class.getProtectionDomain();

    private FrameworkClasses() {}

    static boolean contain(Class<?> type) {
        String name = type.getName();
        return (name.startsWith(SPRING) || (name.startsWith(BUS) && LIBRARY.equals(type.getProtectionDomain())))
                && !AnnotatedElementUtils.isAnnotated(ClassUtils.getUserClass(type), Component.class);
    }
}
