package io.tradebus.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules of {@code docs/architecture.md} on which way packages may depend. */
class ArchitectureTest {
    private static final String ROOT = "io.tradebus.core";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages(ROOT);

    private static final DescribedPredicate<JavaClass> SOCKETS = named(
            "sockets",
            "java\\.net\\.(Datagram|Server|Multicast)?Socket(Impl)?"
                    + "|java\\.nio\\.channels\\.(.*SocketChannel|DatagramChannel|Selector|SelectionKey|MembershipKey)");
    private static final DescribedPredicate<JavaClass> FILES = named(
            "files",
            "java\\.io\\.(File|RandomAccessFile|File.*Stream|FileReader|FileWriter|FileDescriptor)"
                    + "|java\\.nio\\.file\\..*|java\\.nio\\.channels\\.File.*|java\\.nio\\.MappedByteBuffer"
                    + "|org\\.agrona\\.(IoUtil|MarkFile)");
    private static final DescribedPredicate<JavaClass> THREADS = named(
            "threads",
            "java\\.lang\\.Thread(Local|Group)?"
                    + "|java\\.util\\.concurrent\\.(locks\\..*|.*Executor.*|CompletableFuture|ForkJoin.*)"
                    + "|org\\.agrona\\.concurrent\\.Agent.*");
    private static final DescribedPredicate<JavaClass> CLOCKS =
            named("clocks", "java\\.time\\.(Clock|Instant|.*DateTime)|org\\.agrona\\.concurrent\\..*Clock");
    private static final DescribedPredicate<JavaClass> SLOW_CONVENIENCES = named(
            "streams, Optional, regex or formatting",
            "java\\.util\\.stream\\..*|java\\.util\\.Optional.*|java\\.util\\.regex\\..*|java\\.util\\.Formatter"
                    + "|java\\.text\\..*");
    private static final DescribedPredicate<JavaClass> DATA_PATH_OF_CLIENT = named(
            "the data path of the client",
            "io\\.tradebus\\.core\\.client\\.(Publication|ConcurrentPublication|ExclusivePublication|Subscription"
                    + "|Image|Claim|FragmentHeader|.*FragmentAssembler|MessageBuilder)");

    private static final DescribedPredicate<JavaCall<?>> READ_SYSTEM_TIME = calls(
            "that read the time of the system",
            "java\\.lang\\.System\\.(nanoTime|currentTimeMillis)|java\\.time\\..*\\.now"
                    + "|java\\.time\\.Clock\\.system.*");
    private static final DescribedPredicate<JavaCall<?>> MAP_FILES =
            calls("that map files", "java\\.nio\\.channels\\.FileChannel\\.map|org\\.agrona\\.IoUtil\\.map.*");
    private static final DescribedPredicate<JavaCall<?>> FORMAT_TEXT =
            calls("that format or match text", "java\\.lang\\.String\\.(format|formatted|matches|replaceAll|split)");
    private static final DescribedPredicate<JavaCall<?>> SLEEP =
            calls("that sleep", "java\\.lang\\.Thread\\.sleep|java\\.util\\.concurrent\\.TimeUnit\\.sleep");

    @Test
    void packagesFormNoCycle() {
        check(slices().matching(ROOT + ".(**)").should().beFreeOfCycles(), MAIN);
    }

    @Test
    void formatsAndProtocolUseNoSocketFileThreadOrClock() {
        String[] pure = {ROOT + ".format..", ROOT + ".driver.protocol.."};
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage(pure)
                        .should()
                        .dependOnClassesThat(SOCKETS.or(FILES).or(THREADS).or(CLOCKS)),
                MAIN);
    }

    @Test
    void agentsMeetOnlyInTheExchange() {
        String sender = ROOT + ".driver.sender..";
        String receiver = ROOT + ".driver.receiver..";
        String conductor = ROOT + ".driver.conductor..";
        check(neverUse(sender, receiver, conductor), MAIN);
        check(neverUse(receiver, sender, conductor), MAIN);
        check(neverUse(conductor, sender, receiver), MAIN);
        check(neverUse(ROOT + ".driver.media..", sender, receiver, conductor, ROOT + ".driver.exchange.."), MAIN);
    }

    @Test
    void clientAndDriverMeetOnlyInFormatsAndFiles() {
        check(neverUse(ROOT + ".client..", ROOT + ".driver.."), MAIN);
        check(neverUse(ROOT + ".driver..", ROOT + ".client.."), MAIN);
    }

    @Test
    void onlyMediaUseSocketsOnlyFilesMapsFilesAndTimeComesFromClocks() {
        String media = ROOT + ".driver.media..";
        String files = ROOT + ".files..";
        check(noClasses().that().resideOutsideOfPackage(media).should().dependOnClassesThat(SOCKETS), MAIN);
        check(noClasses().that().resideOutsideOfPackage(files).should().callMethodWhere(MAP_FILES), MAIN);
        check(noClasses().should().callMethodWhere(READ_SYSTEM_TIME), MAIN);
    }

    @Test
    void theDataPathUsesNoStreamsOptionalRegexOrFormatting() {
        DescribedPredicate<JavaClass> dataPath = resideInAnyPackage(
                        ROOT + ".driver.sender..", ROOT + ".driver.receiver..", ROOT + ".format.log..")
                .or(DATA_PATH_OF_CLIENT);
        check(noClasses().that(dataPath).should().dependOnClassesThat(SLOW_CONVENIENCES), MAIN);
        check(noClasses().that(dataPath).should().callMethodWhere(FORMAT_TEXT), MAIN);
    }

    @Test
    void testsNeitherMockNorSleep() {
        String[] mocking = {"org.mockito..", "org.easymock..", "org.jmock..", "mockit.."};
        check(noClasses().should().dependOnClassesThat(resideInAnyPackage(mocking)), TESTS);
        check(noClasses().should().callMethodWhere(SLEEP), TESTS);
    }

    @Test
    void theRulesLookAtRealClasses() {
        assertThat(MAIN.contain(ROOT + ".format.Layout")).isTrue();
        assertThat(TESTS.contain(ArchitectureTest.class)).isTrue();
        assertThat(MAIN.contain(ArchitectureTest.class)).isFalse();
    }

    /** Passes too when a package that a rule speaks of does not exist. */
    private static void check(ArchRule rule, JavaClasses classes) {
        rule.allowEmptyShould(true).check(classes);
    }

    private static ArchRule neverUse(String from, String... others) {
        return noClasses().that().resideInAPackage(from).should().dependOnClassesThat(resideInAnyPackage(others));
    }

    private static DescribedPredicate<JavaClass> named(String description, String regex) {
        Pattern names = Pattern.compile(regex);
        return DescribedPredicate.describe(
                description, type -> names.matcher(type.getName()).matches());
    }

    private static DescribedPredicate<JavaCall<?>> calls(String description, String regex) {
        Pattern names = Pattern.compile(regex);
        return DescribedPredicate.describe(
                description,
                call -> names.matcher(call.getTargetOwner().getName()
                                + '.'
                                + call.getTarget().getName())
                        .matches());
    }
}
