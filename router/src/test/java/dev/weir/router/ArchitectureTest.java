package dev.weir.router;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may depend on which. */
@AnalyzeClasses(packages = "dev.weir.router", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.weir.router.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule SIGNALS_NEED_ONLY_JAVA = classes()
            .that()
            .resideInAPackage("dev.weir.router.signal")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "dev.weir.router.signal");

    @ArchTest
    static final ArchRule THE_MODEL_NEEDS_ONLY_SIGNALS = classes()
            .that()
            .resideInAPackage("dev.weir.router.model")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "dev.weir.router.signal", "dev.weir.router.model");

    @ArchTest
    static final ArchRule SELECTION_READS_VERDICTS_ONLY = classes()
            .that()
            .resideInAPackage("dev.weir.router.selection")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "dev.weir.router.selection", "dev.weir.policy");

    @ArchTest
    static final ArchRule NOTHING_KNOWS_LOCAL_MODELS_OR_THE_GATEWAY = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.weir.localmodels..", "dev.weir.gateway..", "org.springframework..");
}
