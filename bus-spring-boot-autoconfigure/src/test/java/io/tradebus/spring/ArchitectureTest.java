package io.tradebus.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;

class ArchitectureTest {
    private final JavaClasses module = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tradebus.spring");

    @Test
    void whatWorksInAnySpringApplicationKnowsNothingOfBoot() {
        noClasses()
                .that()
                .resideInAPackage("io.tradebus.spring..")
                .and()
                .resideOutsideOfPackage("io.tradebus.spring.autoconfigure..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.tradebus.spring.autoconfigure..", "org.springframework.boot..")
                .check(module);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("io.tradebus.spring.(*)..").should().beFreeOfCycles().check(module);
    }

    @Test
    void onlyPublicTypesOfTheCoreAreUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.tradebus.core.driver.conductor..",
                        "io.tradebus.core.driver.exchange..",
                        "io.tradebus.core.format.log..",
                        "io.tradebus.core.format.control..",
                        "io.tradebus.core.format.frame..")
                .check(module);
    }

    @Test
    void autoConfigurationsAreFinal() {
        classes()
                .that()
                .areAnnotatedWith(AutoConfiguration.class)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(module);
    }
}
