package io.tradebus.spring.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerState;
import io.tradebus.spring.support.DriverDirectories;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.util.FileSystemUtils;

/** Only singletons can listen. */
@ExtendWith(OutputCaptureExtension.class)
class ListenerScopeTest {
    private final Path parent = DriverDirectories.create();
    private ApplicationContextRunner runner;

    static class Risk {
        @BusListener("orders")
        void onOrder(String order) {}
    }

    @BusListener("orders")
    static class RiskCases {
        @BusHandler
        void onOrder(String order) {}
    }

    interface Named {}

    static class NamedRisk extends Risk implements Named {}

    @BeforeEach
    void configure() {
        runner = ListenerBeans.runner(parent);
    }

    @AfterEach
    void deleteDirectory() throws IOException {
        FileSystemUtils.deleteRecursively(parent);
    }

    @Test
    void refusesAtTheStartABeanOfWhichThereMayBeSeveral() {
        runner.withBean("risk", Risk.class, Risk::new, ListenerScopeTest::prototype)
                .run(context -> assertThat(context.getStartupFailure())
                        .isInstanceOf(BusConfigurationException.class)
                        .hasMessage(refusal("risk", "prototype", Risk.class.getName() + ".onOrder(String)")));
    }

    @Test
    void listensWhereBeansAreLazy() {
        runner.withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .withBean("risk", Risk.class, Risk::new)
                .withBean("cases", RiskCases.class, RiskCases::new)
                .run(context -> assertThat(
                                context.getBean(BusListenerRegistry.class).listeners())
                        .hasSize(2)
                        .allMatch(listener -> listener.state() == ListenerState.RUNNING));
    }

    @Test
    void warnsOfAListenerOnABeanThatIsLazyItself(CapturedOutput output) {
        runner.withBean("risk", Risk.class, Risk::new, bean -> bean.setLazyInit(true))
                .run(context -> assertThat(
                                context.getBean(BusListenerRegistry.class).listeners())
                        .isEmpty());

        assertThat(output)
                .contains("bean 'risk' is lazy, and so does not listen before somebody asks for it (@BusListener on "
                        + Risk.class.getName() + ".onOrder(String)); remove @Lazy");
    }

    @Test
    void refusesAListenerOnAClassToo() {
        runner.withBean("cases", RiskCases.class, RiskCases::new, ListenerScopeTest::prototype)
                .run(context -> assertThat(context.getStartupFailure())
                        .hasMessage(refusal("cases", "prototype", RiskCases.class.getName())));
    }

    @Configuration(proxyBeanMethods = false)
    static class BehindProxy {
        @Bean
        @Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
        Risk risk() {
            return new Risk();
        }

        @Bean
        Object user(Risk risk) {
            return risk.getClass();
        }
    }

    @Test
    void namesTheBeanThatAScopedProxyHides() {
        runner.withInitializer(context -> context.getBeanFactory().registerScope("thread", new SimpleThreadScope()))
                .withUserConfiguration(BehindProxy.class)
                .run(context -> assertThat(context.getStartupFailure())
                        .isInstanceOf(BusConfigurationException.class)
                        .hasMessage(refusal("risk", "thread", Risk.class.getName() + ".onOrder(String)")));
    }

    @Configuration(proxyBeanMethods = false)
    static class BehindInterface {
        @Bean
        @Scope("prototype")
        Named named() {
            return new NamedRisk();
        }
    }

    @Test
    void refusesWhenItIsMadeABeanThatDoesNotShowItsClassBefore() {
        runner.withUserConfiguration(BehindInterface.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThatThrownBy(() -> context.getBean("named"))
                    .rootCause()
                    .isInstanceOf(BusConfigurationException.class)
                    .hasMessage(refusal("named", "prototype", NamedRisk.class.getName() + ".onOrder(String)"));
            assertThat(context.getBean(BusListenerRegistry.class).listeners()).isEmpty();
        });
    }

    @Test
    void leavesBeansWithoutListenersAlone() {
        runner.withBean("text", StringBuilder.class, StringBuilder::new, ListenerScopeTest::prototype)
                .withBean("risk", Risk.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(BusListenerRegistry.class).listeners())
                            .hasSize(1);
                });
    }

    private static void prototype(BeanDefinition bean) {
        bean.setScope(BeanDefinition.SCOPE_PROTOTYPE);
    }

    private static String refusal(String bean, String scope, String place) {
        return "bean '" + bean + "' has the scope '" + scope + "', and only singletons can listen (@BusListener on "
                + place + "); move the listener to a singleton that gets this bean by an ObjectProvider, or remove the"
                + " scope";
    }
}
